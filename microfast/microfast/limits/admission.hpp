/// @file
/// Who may come in? A counter of those inside and a queue of those who wait.
#pragma once

#include <microfast/core/ring.hpp>
#include <microfast/limits/rate.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace microfast::limits {

struct admission_options {
    std::size_t active = 1'024;                 ///< inside at once
    std::size_t waiting = 256;                  ///< in the queue at once
    std::chrono::milliseconds patience{1'000};  ///< how long somebody waits
};

enum class admission_outcome : std::uint8_t {
    admitted,
    waits,    ///< until `leave` hands it a place or `expire` gives it up
    refused,  ///< the queue is full
};

/// A semaphore with a bounded queue and bounded waiting: so many active, so many waiting, for so
/// long.
///
/// It decides and does not act: whoever uses it owns the tickets, acts on what it says and wakes it
/// at `next_deadline`. Places are handed on in the order of arrival; nobody overtakes a waiter.
///
/// Complexity: O(1), no allocation. Thread safety: none, belongs to one event loop. Lifetime: a
/// ticket that waits is neither moved nor destroyed before it came in, expired or gave up.
class admission {
public:
    /// The place of one who waits.
    class ticket : public ring_place<admission> {
    private:
        friend admission;
        time_point deadline_{};
    };

    explicit admission(admission_options options) noexcept : options_(options) {}
    admission(const admission&) = delete;
    admission& operator=(const admission&) = delete;

    /// Comes in, waits, or is sent away.
    [[nodiscard]] admission_outcome arrive(ticket& who, time_point now) noexcept;

    /// One of those inside has gone. Returns the waiter that is inside in its place, or null.
    [[nodiscard]] ticket* leave() noexcept;

    /// Gives up the first waiter whose patience is over, and returns it; null if there is none.
    [[nodiscard]] ticket* expire(time_point now) noexcept;

    /// A waiter has gone by itself.
    void give_up(ticket& waiter) noexcept;

    /// When `expire` will have something to do. Empty if nobody waits.
    [[nodiscard]] std::optional<time_point> next_deadline() const noexcept;

    [[nodiscard]] std::size_t active() const noexcept { return active_; }
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_; }

private:
    [[nodiscard]] ticket& first() const noexcept {
        return static_cast<ticket&>(queue_.next_in_ring());
    }

    admission_options options_;
    std::size_t active_ = 0;
    std::size_t waiting_ = 0;      // members of the queue
    ring_place<admission> queue_;  // in order of arrival, and so of their deadlines
};

}  // namespace microfast::limits
