/// @file
/// What is done after answers, when nobody waits for it any more.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/request.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/routing/route.hpp>
#include <microfast/server/server_options.hpp>

#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <unordered_set>
#include <vector>

namespace microfast::server {

/// The background work of one event loop: so much under way at once, so much waiting for that.
///
/// When it is full, requests of routes that have had such work are to be refused, before their
/// handlers run: none is dropped once it is there. What waits for the end of its answer does not
/// count; it is bounded for each connection (`connection_limits::unsent_work`).
///
/// Thread safety: `size` may be asked by any thread, everything else belongs to the event loop.
/// Lifetime: `limits`, routes and the frames of the loop's tasks outlive it.
class background_work {
public:
    background_work(net::event_loop& loop, const connection_limits& limits) noexcept
        : loop_{loop},
          limits_{limits} {}

    /// No handler of this route should begin now.
    [[nodiscard]] bool refuses(const routing::route& route) const noexcept {
        return is_full() && routes_.contains(&route);
    }

    /// The work of a request of that route; an empty task if there is none.
    [[nodiscard]] task<void> take_from(http::request& request, const routing::route* route);

    /// Begins, soon, work that was taken. Nothing is left in `work`.
    void begin(std::vector<task<void>>& work) {
        if (!work.empty()) begin_all(work);
    }

    /// Forgets what has not begun.
    void drop_queue() noexcept { queue_.clear(); }

    /// Something has begun, or waits for that, and has not ended.
    [[nodiscard]] bool is_under_way() const noexcept { return running_ > 0; }

    /// How much is under way, or waits for that.
    [[nodiscard]] std::size_t size() const noexcept {
        return size_.load(std::memory_order_relaxed);  // a counter
    }

    std::function<void()> when_done;  // called each time nothing is under way, if there is one

private:
    [[nodiscard]] bool is_full() const noexcept {
        return size() >= limits_.background_tasks + limits_.background_queue;
    }
    void begin_all(std::vector<task<void>>& work);
    void begin(task<void> work);
    task<void> run(task<void> work);

    net::event_loop& loop_;
    const connection_limits& limits_;
    std::atomic<std::size_t> size_ = 0;
    std::size_t running_ = 0;
    std::deque<task<void>> queue_;                      // empty unless as much is running as may
    std::unordered_set<const routing::route*> routes_;  // those that have had work
};

}  // namespace microfast::server
