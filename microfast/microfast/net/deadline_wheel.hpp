/// @file
/// Thousands of deadlines for the price of one timer: an intrusive timing wheel.
#pragma once

#include <microfast/core/ring.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace microfast::net {

/// Calls entries whose deadline has passed, at the first tick after it.
///
/// A deadline that moves away, as the idle deadline of a busy connection does with each request,
/// costs one store: the entry stays where it is and is looked at again when its slot comes round.
///
/// Complexity: schedule and cancel O(1); a tick costs the entries of its slot.
/// Thread safety: none, belongs to one event loop.
/// Lifetime: an entry cancels itself when destroyed, and must not outlive the wheel.
/// Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, 1987, scheme 6; lazy moves
/// are ours.
class deadline_wheel {
    using place = ring_place<deadline_wheel>;

public:
    using clock = std::chrono::steady_clock;
    using time_point = clock::time_point;

    /// Something with a deadline: derive from it.
    class entry : private place {
    public:
        entry() = default;
        virtual ~entry();

        /// The deadline has passed; the entry is no longer scheduled. It may destroy itself.
        virtual void on_deadline(time_point now) = 0;

    private:
        friend deadline_wheel;
        deadline_wheel* wheel_ = nullptr;  // null when not scheduled
        time_point due_;
        time_point looked_at_;  // the time of its slot: never more than a tick after due_ was set
    };

    deadline_wheel(time_point start, clock::duration tick) noexcept;
    deadline_wheel(const deadline_wheel&) = delete;
    deadline_wheel& operator=(const deadline_wheel&) = delete;

    /// Gives `who` this deadline, replacing the one it may have.
    void schedule(entry& who, time_point due) noexcept;
    void cancel(entry& who) noexcept;

    /// Calls every entry that is due.
    void run_expired(time_point now);

    [[nodiscard]] bool is_empty() const noexcept { return size_ == 0; }
    [[nodiscard]] clock::duration tick() const noexcept { return tick_; }

private:
    static constexpr std::size_t slot_count = 512;

    [[nodiscard]] std::uint64_t tick_of(time_point due) const noexcept;
    void insert(entry& who) noexcept;
    void run_slot(place& slot, time_point now);

    const time_point start_;
    const clock::duration tick_;
    std::uint64_t done_ = 0;  // the last tick that was run
    std::size_t size_ = 0;
    std::array<place, slot_count> slots_;  // heads of rings
};

}  // namespace microfast::net
