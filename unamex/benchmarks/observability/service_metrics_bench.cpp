// What does counting cost a request, and reading a scrape?

#include <unamex/observability/service_metrics.hpp>

#include <benchmark/benchmark.h>

namespace unamex::observability {
namespace {

service_metrics& metrics() {
    static service_metrics made;
    return made;
}

void count_a_check(benchmark::State& state) {
    for (auto _ : state)
        metrics().check("store", "taken", std::chrono::microseconds{300});
}
BENCHMARK(count_a_check)->Threads(1)->Threads(2);

void read_everything(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(metrics().to_text());
}
BENCHMARK(read_everything);

}  // namespace
}  // namespace unamex::observability
