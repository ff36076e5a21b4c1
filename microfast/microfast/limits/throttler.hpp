/// @file
/// When may this client's request start? A queue of starts for each.
#pragma once

#include <microfast/limits/client_table.hpp>
#include <microfast/limits/moments.hpp>
#include <microfast/limits/rate.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace microfast::limits {

/// Lets `rate.count` requests of a key start in any stretch of `rate.window`; the others wait their
/// turn instead of being refused.
///
/// The queue holds the last `count` starts, some of them still to come. The next request starts
/// now, or one window after the oldest of these; whoever comes later never starts earlier.
///
/// Complexity: O(1), amortised; memory 8 bytes for each of the starts. Thread safety: safe. Limits:
/// `keys` at once, then the key that asked longest ago starts anew; nobody waits longer than
/// `longest_wait`. Errors: the constructor throws `error` for a rate that is none.
class throttler {
public:
    throttler(rate allowed, std::chrono::milliseconds longest_wait, std::size_t keys = 16'384);

    /// How long the request has to wait; its start is taken. Empty, and nothing is taken, if that
    /// would be longer than `longest_wait`. `now` never goes back for a key.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> reserve(
        std::string_view key, time_point now
    );

    [[nodiscard]] std::chrono::milliseconds longest_wait() const noexcept { return longest_wait_; }

private:
    rate allowed_;
    std::chrono::milliseconds longest_wait_;
    client_table<moments> clients_;
};

}  // namespace microfast::limits
