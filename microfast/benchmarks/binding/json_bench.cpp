// A struct of ten fields from JSON and to JSON: straight, as binding does it, and through the tree
// of values that nlohmann::json makes.
#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/json_writer.hpp>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "allocation_count.hpp"

namespace {

namespace binding = microfast::binding;
using nlohmann::json;

struct order {
    binding::field<std::int64_t, binding::at_least<1>> id;
    binding::field<std::string, binding::min_length<1>, binding::max_length<80>> customer;
    binding::field<double, binding::greater_than<0>> price;
    binding::field<int, binding::at_least<1>, binding::at_most<1000>> quantity;
    bool is_paid;
    std::optional<std::string> note;
    std::string currency;
    std::vector<std::string> tags;
    std::uint32_t warehouse;
    double discount;
};

struct measurement {
    std::int64_t id;
    std::int64_t time;
    double x;
    double y;
    double z;
    std::uint32_t sensor;
    std::uint16_t channel;
    bool is_valid;
    std::optional<int> quality;
    int status;
};

constexpr std::string_view order_document =
    R"({"id":184467,"customer":"Ada Lovelace","price":12.5,"quantity":3,"is_paid":true,)"
    R"("note":"leave it at the door","currency":"EUR","tags":["book","gift"],)"
    R"("warehouse":7,"discount":0.05})";
constexpr std::string_view measurement_document =
    R"({"id":184467,"time":1763675100123,"x":0.25,"y":-17.125,"z":9.81,"sensor":4021,)"
    R"("channel":12,"is_valid":true,"quality":97,"status":0})";

order order_from(const json& tree) {
    order made{};
    made.id = tree.at("id").get<std::int64_t>();
    made.customer = tree.at("customer").get<std::string>();
    made.price = tree.at("price").get<double>();
    made.quantity = tree.at("quantity").get<int>();
    made.is_paid = tree.at("is_paid").get<bool>();
    if (const auto& note = tree.at("note"); !note.is_null()) made.note = note.get<std::string>();
    made.currency = tree.at("currency").get<std::string>();
    made.tags = tree.at("tags").get<std::vector<std::string>>();
    made.warehouse = tree.at("warehouse").get<std::uint32_t>();
    made.discount = tree.at("discount").get<double>();
    return made;
}

json tree_of(const order& value) {
    return {
        {"id", value.id.value},
        {"customer", value.customer.value},
        {"price", value.price.value},
        {"quantity", value.quantity.value},
        {"is_paid", value.is_paid},
        {"note", value.note ? json(*value.note) : json()},
        {"currency", value.currency},
        {"tags", value.tags},
        {"warehouse", value.warehouse},
        {"discount", value.discount}};
}

template <class Value>
Value made_from(std::string_view document) {
    Value value{};
    binding::field_errors errors;
    if (!binding::read_json(document, value, errors)) std::abort();
    return value;
}

void count_allocations(benchmark::State& state, std::size_t before) {
    state.counters["allocations"] = benchmark::Counter(
        static_cast<double>(microfast::allocation_count() - before),
        benchmark::Counter::kAvgIterations
    );
}

template <class Value>
void read_straight(benchmark::State& state, std::string_view document) {
    const auto before = microfast::allocation_count();
    for (auto _ : state) {
        Value value{};
        binding::field_errors errors;
        benchmark::DoNotOptimize(binding::read_json(document, value, errors));
        benchmark::DoNotOptimize(value);
    }
    count_allocations(state, before);
}

template <class Value>
void write_straight(benchmark::State& state, std::string_view document) {
    const auto value = made_from<Value>(document);
    std::string output;
    output.reserve(1024);
    const auto before = microfast::allocation_count();
    for (auto _ : state) {
        output.clear();
        binding::write_json(output, value);
        benchmark::DoNotOptimize(output.data());
    }
    count_allocations(state, before);
}

void order_read_straight(benchmark::State& state) {
    read_straight<order>(state, order_document);
}
BENCHMARK(order_read_straight);

void order_read_through_a_tree(benchmark::State& state) {
    const auto before = microfast::allocation_count();
    for (auto _ : state) {
        auto value = order_from(json::parse(order_document));
        benchmark::DoNotOptimize(value);
    }
    count_allocations(state, before);
}
BENCHMARK(order_read_through_a_tree);

void order_written_straight(benchmark::State& state) {
    write_straight<order>(state, order_document);
}
BENCHMARK(order_written_straight);

void order_written_through_a_tree(benchmark::State& state) {
    const auto value = made_from<order>(order_document);
    const auto before = microfast::allocation_count();
    for (auto _ : state) {
        auto output = tree_of(value).dump();
        benchmark::DoNotOptimize(output.data());
    }
    count_allocations(state, before);
}
BENCHMARK(order_written_through_a_tree);

void struct_without_strings_read(benchmark::State& state) {
    read_straight<measurement>(state, measurement_document);
}
BENCHMARK(struct_without_strings_read);

void struct_without_strings_written(benchmark::State& state) {
    write_straight<measurement>(state, measurement_document);
}
BENCHMARK(struct_without_strings_written);

}  // namespace
