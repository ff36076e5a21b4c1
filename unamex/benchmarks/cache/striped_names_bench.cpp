// What does the cache inside a process cost, alone and with another thread?

#include <unamex/cache/striped_names.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace unamex::cache {
namespace {

const std::vector<std::string>& names() {
    static const auto made = [] {
        std::vector<std::string> all;
        for (int i = 0; i < 50'000; ++i)
            all.push_back("name" + std::to_string(i * 7'919));
        return all;
    }();
    return made;
}

striped_names& cache() {
    static auto& filled = []() -> striped_names& {
        static striped_names empty{65'536, std::chrono::hours{1}};
        for (const auto& name : names())
            empty.remember(name, {});
        return empty;
    }();
    return filled;
}

void find_a_name(benchmark::State& state) {
    auto& filled = cache();  // filled before the first measurement
    auto at = static_cast<std::size_t>(state.thread_index()) * 1'009;
    for (auto _ : state) {
        at = (at + 7'919) % names().size();
        benchmark::DoNotOptimize(filled.contains(names()[at], {}));
    }
}
BENCHMARK(find_a_name)->Threads(1)->Threads(2);

void remember_a_new_name(benchmark::State& state) {
    striped_names full{65'536, std::chrono::hours{1}};
    std::size_t last = 0;
    for (auto _ : state)
        full.remember("name" + std::to_string(++last), {});
}
BENCHMARK(remember_a_new_name);

}  // namespace
}  // namespace unamex::cache
