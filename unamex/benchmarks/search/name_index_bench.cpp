// How fast are ranked and alphabetical pages, and how large is a name? The names are generated, or
// read from the file that UNAMEX_BENCHMARK_NAMES says: one normalised name a line, the most likely
// first.

#include <unamex/search/name_index.hpp>
#include <unamex/search/segment_builder.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace unamex::search {
namespace {

using names_by_rank = std::vector<std::string>;

names_by_rank read_names(const char* file) {
    names_by_rank names;
    std::ifstream lines{file};
    for (std::string line; std::getline(lines, line);)
        names.push_back(line);
    return names;
}

names_by_rank generate_names() {
    constexpr std::string_view letters = "aeinorstlumdkbgpvhjcywfzxq";
    std::mt19937 random{11};
    names_by_rank names;
    for (int i = 0; i < 1'000'000; ++i) {
        auto& name = names.emplace_back();
        const auto length = 4 + random() % 9;
        while (name.size() < length) {
            name += letters[std::min(random() % letters.size(), random() % letters.size())];
        }
    }
    return names;
}

weight_type weight_of_rank(std::size_t rank, std::size_t count) {
    return static_cast<weight_type>(255 - 255 * rank / count);
}

segment build(names_by_rank names) {
    std::vector<weighted_name> sorted;
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
        sorted.push_back({names[rank], weight_of_rank(rank, names.size())});
    }
    std::ranges::sort(sorted, {}, &weighted_name::name);
    const auto repeated = std::ranges::unique(sorted, {}, &weighted_name::name);
    sorted.erase(repeated.begin(), repeated.end());
    memory_output output;
    segment_builder builder{output};
    for (const auto& [name, weight] : sorted)
        builder.add(name, weight);
    builder.finish();
    return segment::from_bytes(output.take());
}

const names_by_rank& all_names() {
    static const auto names = [] {
        const auto* file = std::getenv("UNAMEX_BENCHMARK_NAMES");
        return file == nullptr ? generate_names() : read_names(file);
    }();
    return names;
}

const segment& base() {
    static const auto built = build(all_names());
    return built;
}

// Beginnings as people type them: of random names, so frequent beginnings are frequent.
std::vector<std::string> prefixes(std::size_t length) {
    std::mt19937 random{5};
    std::vector<std::string> chosen;
    while (chosen.size() < 4096) {
        const auto& name = all_names()[random() % all_names().size()];
        if (name.size() >= length) chosen.push_back(name.substr(0, length));
    }
    return chosen;
}

void search_pages(benchmark::State& state, const name_index& index, search_order order) {
    const auto wanted = prefixes(static_cast<std::size_t>(state.range(0)));
    std::size_t at = 0;
    for (auto _ : state) {
        auto page = index.search({wanted[at++ % wanted.size()], order, 10, {}});
        benchmark::DoNotOptimize(page);
    }
    state.counters["bits_per_name"] =
        8.0 * static_cast<double>(base().size_bytes()) / static_cast<double>(base().size());
    state.counters["names"] = static_cast<double>(index.size());
}

void ranked_top_10_by_prefix_length(benchmark::State& state) {
    static const name_index index{{}, base()};
    search_pages(state, index, search_order::ranked);
}
BENCHMARK(ranked_top_10_by_prefix_length)->DenseRange(0, 6);

void alphabetical_first_10_by_prefix_length(benchmark::State& state) {
    static const name_index index{{}, base()};
    search_pages(state, index, search_order::alphabetical);
}
BENCHMARK(alphabetical_first_10_by_prefix_length)->DenseRange(0, 6);

void ranked_top_10_with_50000_names_added(benchmark::State& state) {
    static name_index index{{}, base()};
    static const auto added = [] {
        for (int i = 0; i < 50'000; ++i) {
            const auto name = all_names()[static_cast<std::size_t>(i) * 7 % all_names().size()];
            index.add(name + "_new", static_cast<weight_type>(i));
        }
        return true;
    }();
    benchmark::DoNotOptimize(added);
    search_pages(state, index, search_order::ranked);
}
BENCHMARK(ranked_top_10_with_50000_names_added)->DenseRange(0, 6);

void contains_a_name_of_the_index(benchmark::State& state) {
    static const name_index index{{}, base()};
    std::size_t at = 0;
    for (auto _ : state) {
        at = (at + 7919) % all_names().size();
        benchmark::DoNotOptimize(index.contains(all_names()[at]));
    }
}
BENCHMARK(contains_a_name_of_the_index);

void add_one_name(benchmark::State& state) {
    name_index index{{}, base()};
    std::mt19937 random{3};
    for (auto _ : state) {
        index.add(all_names()[random() % all_names().size()] + std::to_string(random() % 1000));
    }
}
BENCHMARK(add_one_name)->Iterations(100'000);

void write_the_base_again(benchmark::State& state) {
    name_index index{{}, base()};
    const auto file = std::filesystem::temp_directory_path() / "unamex-name_index_bench.segment";
    for (auto _ : state)
        index.write_base_blocking(file);
    std::filesystem::remove(file);
}
BENCHMARK(write_the_base_again)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace unamex::search
