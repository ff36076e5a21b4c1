#include <microfast/middleware/request_counts.hpp>

#include <algorithm>
#include <atomic>

namespace microfast::middleware {

void duration_counts::add(std::chrono::microseconds duration) noexcept {
    const auto us = duration.count();
    const auto bucket =
        std::lower_bound(duration_buckets_us.begin(), duration_buckets_us.end(), us);
    ++buckets[static_cast<std::size_t>(bucket - duration_buckets_us.begin())];
    sum_us += us;
    ++total;
}

void duration_counts::add(const duration_counts& other) noexcept {
    for (std::size_t i = 0; i < buckets.size(); ++i)
        buckets[i] += other.buckets[i];
    sum_us += other.sum_us;
    total += other.total;
}

request_counts::stripe& request_counts::own() noexcept {
    // relaxed: only tells threads apart
    static std::atomic<std::size_t> threads{0};
    thread_local const std::size_t number = threads.fetch_add(1, std::memory_order_relaxed);
    return stripes_[number % stripes_.size()];
}

void request_counts::begin() noexcept {
    stripe& counted = own();
    const std::lock_guard guard(counted.lock);
    ++counted.begun;
}

void request_counts::end(const series& which, std::chrono::microseconds duration) {
    stripe& counted = own();
    const std::lock_guard guard(counted.lock);
    ++counted.ended;
    auto found = counted.by_series.find(which);
    if (found == counted.by_series.end()) {
        const auto& [route, method, status] = which;
        const auto named = named_series(route, method, status);
        found = counted.by_series.emplace(named, duration_counts{}).first;
    }
    found->second.add(duration);
}

request_counts::sums request_counts::add_up() const {
    sums all;
    for (const auto& each : stripes_) {
        const std::lock_guard guard(each.lock);
        for (const auto& [which, counts] : each.by_series)
            all[which].add(counts);
    }
    return all;
}

std::int64_t request_counts::active() const {
    std::int64_t active = 0;
    for (const auto& each : stripes_) {
        const std::lock_guard guard(each.lock);
        active += each.begun - each.ended;
    }
    return active;
}

}  // namespace microfast::middleware
