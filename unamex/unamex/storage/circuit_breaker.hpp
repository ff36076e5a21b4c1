/// @file
/// Is it worth asking a shard that failed?
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace unamex::storage {

struct breaker_options {
    std::size_t failures_to_open = 3;               ///< in a row
    std::chrono::milliseconds shortest_pause{500};  ///< before the first probe
    std::chrono::milliseconds longest_pause{8000};  ///< each failed probe doubles it up to this
};

/// Lets calls through while they succeed. After some failures in a row it refuses all of them at
/// once, for a pause; then it lets a single call through, and its outcome decides.
///
/// Complexity: O(1).
/// Thread safety: safe.
/// Errors: none. Time is a parameter.
/// Source: Nygard, Release It!, 2nd ed., chapter 5.
class circuit_breaker {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit circuit_breaker(breaker_options options = {}) : options_{options} {}

    /// True if the call may be made; its outcome must then be reported, whatever it is.
    [[nodiscard]] bool admit(time_point now);

    void report_success();
    void report_failure(time_point now);

    /// When asking again makes sense; never less than the shortest pause.
    [[nodiscard]] std::chrono::milliseconds retry_after(time_point now) const;

    [[nodiscard]] bool is_closed() const;

private:
    enum class state : std::uint8_t { closed, open, probing };

    breaker_options options_;
    mutable std::mutex guard_;
    state state_ = state::closed;
    std::size_t failures_ = 0;  // in a row, while closed
    std::chrono::milliseconds pause_{};
    time_point probe_at_{};  // while not closed: when the next call may try
};

}  // namespace unamex::storage
