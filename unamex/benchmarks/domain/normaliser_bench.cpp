#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/normaliser.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <string_view>

namespace {

using unamex::domain::normaliser;

template <std::size_t count>
void normalise_each(benchmark::State& state, const std::array<std::string_view, count>& names) {
    const normaliser rules;
    for (auto _ : state) {
        for (const auto name : names)
            benchmark::DoNotOptimize(rules.normalise(name));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(count));
    state.counters["per_name"] = benchmark::Counter(
        static_cast<double>(state.iterations() * static_cast<std::int64_t>(count)),
        benchmark::Counter::kIsRate | benchmark::Counter::kInvert
    );
}

void normalise_accepted_ascii_names(benchmark::State& state) {
    static constexpr std::array<std::string_view, 8> names{
        "alice",
        "Jonathan.Smith",
        "m_mueller",
        "kowalska87",
        "sbrown",
        "van-der-berg",
        "Maria",
        "christopherson",
    };
    normalise_each(state, names);
}
BENCHMARK(normalise_accepted_ascii_names);

void normalise_refused_ascii_names(benchmark::State& state) {
    static constexpr std::array<std::string_view, 4> names{
        "ab", "alice@example.org", "admin", "r00t"};
    normalise_each(state, names);
}
BENCHMARK(normalise_refused_ascii_names);

void normalise_names_beyond_ascii(benchmark::State& state) {
    static constexpr std::array<std::string_view, 4> names{
        "Amélie", "Иван", "山田たろう", "Ａｌｉｃｅ"};
    normalise_each(state, names);
}
BENCHMARK(normalise_names_beyond_ascii);

void hash_a_name(benchmark::State& state) {
    const std::string_view name = "jonathan.smith";
    for (auto _ : state)
        benchmark::DoNotOptimize(unamex::domain::hash_name(name));
}
BENCHMARK(hash_a_name);

}  // namespace
