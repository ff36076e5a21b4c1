/// @file
/// Measures tinyorm beside the driver that it builds on, in one run.
#pragma once

#include <benchmark/benchmark.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <vector>

#include "account.hpp"

namespace tinyorm::benchmarks {

inline double median(std::vector<double> numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

/// Puts this thread and these processes, sessions of a server, on one core.
///
/// Left alone, the scheduler keeps one session on the client's core and another elsewhere, and an
/// answer from elsewhere takes up to five times as long: far more than what is measured.
inline void share_a_core(benchmark::State& state, std::initializer_list<i64> processes) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
    bool is_shared = sched_setaffinity(0, sizeof one, &one) == 0;
    for (const auto each : processes)
        is_shared = sched_setaffinity(static_cast<pid_t>(each), sizeof one, &one) == 0 && is_shared;
    if (!is_shared) state.SetLabel("not on one core: the ratio tells nothing");
}

template <typename Action>
double seconds_of(const Action& action) {
    const auto start = std::chrono::steady_clock::now();
    action();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Runs `raw` and `mapped` by turns, each doing `items` of the same work, and reports the medians:
/// `raw` and `mapped` in seconds per item, `ratio` of mapped to raw within each turn, so that
/// whatever slows the machine down slows both.
///
/// An iteration is one turn; its time is that of `mapped`.
template <typename Raw, typename Mapped>
void side_by_side(benchmark::State& state, double items, const Raw& raw, const Mapped& mapped) {
    std::vector<double> raw_times;
    std::vector<double> mapped_times;
    std::vector<double> ratios;
    raw();
    mapped();
    for (bool raw_first = true; auto _ : state) {
        double raw_time = 0;
        if (raw_first) raw_time = seconds_of(raw);
        const double mapped_time = seconds_of(mapped);
        if (!raw_first) raw_time = seconds_of(raw);
        raw_first = !raw_first;
        state.SetIterationTime(mapped_time);
        raw_times.push_back(raw_time);
        mapped_times.push_back(mapped_time);
        ratios.push_back(mapped_time / raw_time);
    }
    state.counters["raw"] = median(raw_times) / items;
    state.counters["mapped"] = median(mapped_times) / items;
    state.counters["ratio"] = median(ratios);
}

}  // namespace tinyorm::benchmarks
