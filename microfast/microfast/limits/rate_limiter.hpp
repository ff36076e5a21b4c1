/// @file
/// May this client ask again? A queue of moments for each, seen through a sliding window.
#pragma once

#include <microfast/limits/client_table.hpp>
#include <microfast/limits/moments.hpp>
#include <microfast/limits/rate.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>

namespace microfast::limits {

struct rate_decision {
    bool is_allowed = false;
    std::size_t remaining = 0;               ///< how many more would be allowed now
    std::chrono::nanoseconds until_more{0};  ///< until the window holds one request less
};

/// Allows each key `rate.count` requests in any stretch of `rate.window`, and refuses the others.
///
///     moments of the requests that were allowed      window
///     ──────x──────────────x───x────────x─────────[x───x──────x───]── now
///           forgotten                              count of these
///
/// This is exact: unlike counting by the minute it never lets twice as many through around the turn
/// of a minute. What is refused does not count.
///
/// Complexity: O(1), amortised; memory 8 bytes for each request in the window, and some 150 for
/// each key. Thread safety: safe. Limits: `keys` at once; then the key that asked longest ago
/// starts anew. Errors: the constructor throws `error` for a rate that is none.
class rate_limiter {
public:
    explicit rate_limiter(rate allowed, std::size_t keys = 16'384);

    /// `now` never goes back for a key.
    [[nodiscard]] rate_decision take(std::string_view key, time_point now);

    [[nodiscard]] const rate& allowed() const noexcept { return allowed_; }
    [[nodiscard]] std::size_t keys() const { return clients_.size(); }

private:
    rate allowed_;
    client_table<moments> clients_;
};

}  // namespace microfast::limits
