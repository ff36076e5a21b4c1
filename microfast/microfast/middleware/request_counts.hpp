/// @file
/// The numbers behind the metrics.
#pragma once

#include <microfast/http/method.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace microfast::middleware {

/// The upper ends of the buckets of durations, in microseconds.
inline constexpr std::array<std::int64_t, 12> duration_buckets_us{
    100, 250, 500, 1'000, 2'500, 5'000, 10'000, 50'000, 100'000, 500'000, 1'000'000, 5'000'000};

/// The durations of requests that are alike.
struct duration_counts {
    std::array<std::uint64_t, duration_buckets_us.size() + 1> buckets{};  // the last: all longer
    std::int64_t sum_us = 0;
    std::uint64_t total = 0;

    void add(std::chrono::microseconds duration) noexcept;
    void add(const duration_counts& other) noexcept;
};

/// Requests by method, route and status, spread over stripes so that threads do not meet.
///
/// Thread safety: safe. Complexity: O(log series) to count.
class request_counts {
public:
    using series = std::tuple<std::string_view, http::method, int>;  // route, method, status
    /// Names in the sum own their text: routes may be gone by then.
    using named_series = std::tuple<std::string, http::method, int>;
    using sums = std::map<named_series, duration_counts>;

    void begin() noexcept;

    /// `route` is copied when it first comes.
    void end(const series& which, std::chrono::microseconds duration);

    [[nodiscard]] sums add_up() const;
    [[nodiscard]] std::int64_t active() const;

private:
    struct stripe {
        mutable std::mutex lock;
        std::map<named_series, duration_counts, std::less<>> by_series;
        std::int64_t begun = 0;
        std::int64_t ended = 0;
    };

    [[nodiscard]] stripe& own() noexcept;

    std::array<stripe, 16> stripes_;
};

}  // namespace microfast::middleware
