/// @file
/// How large a pool is, how long it waits, and what it tells about itself.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <source_location>

namespace tinyorm::pool {

/// A lease that was held for longer than `pool_options::leak_threshold`.
struct leak_report {
    std::source_location holder;
    std::chrono::milliseconds held_for;
};

struct pool_options {
    std::size_t min_size = 0;       ///< connections kept open even when nobody asks
    std::size_t max_size = 4;       ///< about cores * 2; a driver may allow fewer
    std::size_t max_waiting = 256;  ///< further callers are refused at once
    std::chrono::milliseconds acquire_timeout{5'000};
    std::chrono::milliseconds ping_after_idle{
        500};  ///< a connection used more recently is not asked whether it lives
    std::chrono::milliseconds life_limit{30 * 60 * 1'000};
    double life_jitter =
        0.1;  ///< each connection lives up to this share shorter, so that they do not end together
    std::chrono::milliseconds leak_threshold{0};  ///< 0: leaks are not looked for
    std::function<void(const leak_report&)>
        report_leak{};  ///< called once a lease, by a thread of the pool
};

/// Counters since the pool was made, and its state at this moment.
struct pool_metrics {
    std::size_t open = 0;     ///< sessions with the database
    std::size_t in_use = 0;   ///< of them, leased
    std::size_t waiting = 0;  ///< callers in the queue
    std::uint64_t leases = 0;
    std::uint64_t waits = 0;     ///< leases that were not granted at once
    std::uint64_t timeouts = 0;  ///< callers whose deadline passed in the queue
    std::uint64_t refusals = 0;  ///< callers refused because the queue was full
    std::uint64_t opened = 0;
    std::uint64_t open_failures = 0;
    std::uint64_t discarded = 0;  ///< connections that could not prove themselves
    std::uint64_t leaks = 0;
    std::chrono::nanoseconds waited{0};  ///< by all callers together
};

}  // namespace tinyorm::pool
