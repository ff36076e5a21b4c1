/// @file
/// What is done after answers, when nobody waits for it any more.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/request.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/server_options.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

namespace microfast::server {

/// The background work of one event loop: so much under way at once, so much waiting for that.
///
/// An answer whose work finds no place is 503 instead (`has_room_for`). Work that turns up later,
/// from a source or a handler whose client has left, and finds none is dropped and logged.
///
/// Thread safety: `size` may be asked by any thread, everything else belongs to the event loop.
/// Lifetime: `limits` and the frames of the loop's tasks outlive it.
class background_work {
public:
    background_work(net::event_loop& loop, const connection_limits& limits) noexcept
        : loop_{loop},
          limits_{limits} {}

    /// What this request has for later, if anything, finds a place.
    [[nodiscard]] bool has_room_for(const http::request& request) const noexcept {
        return !has_work(request) || has_room();
    }

    /// The work of a request, which has a place until it has ended; an empty task if there is none.
    [[nodiscard]] task<void> take_from(http::request& request);

    /// Begins, soon, work that was taken. Nothing is left in `work`.
    void begin(std::vector<task<void>>& work) {
        if (!work.empty()) begin_all(work);
    }

    /// Forgets what has not begun.
    void drop_queue() noexcept { queue_.clear(); }

    /// Something has begun, or waits for that, and has not ended.
    [[nodiscard]] bool is_under_way() const noexcept { return running_ > 0; }

    /// Places that are taken, also by work whose answer is still being sent.
    [[nodiscard]] std::size_t size() const noexcept {
        return size_.load(std::memory_order_relaxed);  // a counter
    }

    std::function<void()> when_done;  // called each time nothing is under way, if there is one

private:
    [[nodiscard]] static bool has_work(const http::request& request) noexcept;
    [[nodiscard]] bool has_room() const noexcept {
        return size() < limits_.background_tasks + limits_.background_queue;
    }
    void begin_all(std::vector<task<void>>& work);
    void begin(task<void> work);
    task<void> run(task<void> work);

    net::event_loop& loop_;
    const connection_limits& limits_;
    std::atomic<std::size_t> size_ = 0;
    std::size_t running_ = 0;
    std::deque<task<void>> queue_;  // empty unless as much is running as may
};

}  // namespace microfast::server
