#include <unamex/filter/block.hpp>
#include <unamex/filter/split_block_filter.hpp>

#include <benchmark/benchmark.h>

#include <random>
#include <vector>

namespace {

using unamex::filter::split_block_filter;

std::vector<std::uint64_t> random_hashes(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::vector<std::uint64_t> hashes(count);
    for (auto& hash : hashes)
        hash = random();
    return hashes;
}

split_block_filter filled(std::size_t capacity) {
    split_block_filter filter{capacity};
    std::mt19937_64 random{1};
    for (std::size_t i = 0; i < capacity; ++i)
        filter.insert(random());
    return filter;
}

// Each probe waits for the one before, as a request does.
void probe_new_names(benchmark::State& state) {
    const auto filter = filled(static_cast<std::size_t>(state.range(0)));
    const auto hashes = random_hashes(1U << 16U, 2);
    std::size_t at = 0;
    for (auto _ : state)
        at = (at + (filter.might_contain(hashes[at]) ? 2U : 1U)) % hashes.size();
    benchmark::DoNotOptimize(at);
    state.counters["size_MB"] = static_cast<double>(filter.size_bytes()) / 1e6;
}
BENCHMARK(probe_new_names)->Arg(10'000)->Arg(2'000'000)->Arg(20'000'000);

// Probes that do not wait for one another, as in a batch.
void probe_many_new_names(benchmark::State& state) {
    const auto filter = filled(static_cast<std::size_t>(state.range(0)));
    const auto hashes = random_hashes(1U << 16U, 2);
    std::size_t found = 0;
    std::size_t at = 0;
    for (auto _ : state) {
        found += filter.might_contain(hashes[at]) ? 1U : 0U;
        at = (at + 1) % hashes.size();
    }
    benchmark::DoNotOptimize(found);
}
BENCHMARK(probe_many_new_names)->Arg(10'000)->Arg(2'000'000)->Arg(20'000'000);

void probe_known_names(benchmark::State& state) {
    const auto filter = filled(static_cast<std::size_t>(state.range(0)));
    const auto hashes = random_hashes(1U << 16U, 1);  // the first that were inserted
    std::size_t at = 0;
    for (auto _ : state)
        at = (at + (filter.might_contain(hashes[at]) ? 1U : 2U)) % hashes.size();
    benchmark::DoNotOptimize(at);
}
BENCHMARK(probe_known_names)->Arg(2'000'000);

void insert_new_names(benchmark::State& state) {
    split_block_filter filter{2'000'000};
    std::mt19937_64 random{3};
    for (auto _ : state)
        benchmark::DoNotOptimize(filter.insert(random()));
}
BENCHMARK(insert_new_names)->Iterations(2'000'000);

template <bool (*covers)(std::uint64_t*, std::uint32_t) noexcept>
void test_masks(benchmark::State& state) {
    unamex::filter::block block{{~0ULL, ~0ULL, ~0ULL, ~0ULL}};
    std::uint32_t key = 1;
    for (auto _ : state)
        benchmark::DoNotOptimize(covers(block.words.data(), key++));
}

void test_a_mask_portably(benchmark::State& state) {
    test_masks<unamex::filter::portable::covers_mask>(state);
}
BENCHMARK(test_a_mask_portably);

void test_a_mask_with_avx2(benchmark::State& state) {
    if (!unamex::filter::avx2::is_there()) return state.SkipWithError("this processor has no AVX2");
    test_masks<unamex::filter::avx2::covers_mask>(state);
}
BENCHMARK(test_a_mask_with_avx2);

}  // namespace
