/// @file
/// One thread, many connections: the event loop.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/deadline_wheel.hpp>
#include <microfast/net/poller.hpp>

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <utility>

namespace microfast::net {

struct event_loop_options {
    poller_kind poller = poller_kind::system;
    std::chrono::milliseconds tick{100};  ///< how coarse deadlines are
};

/// Runs what happens on one thread: sockets of the server through `readiness()`, everything of asio
/// through `executor()`, deadlines, and tasks that nobody awaits.
///
/// Thread safety: `post`, `spawn` and `stop` may be called from any thread, `executor()` and what
/// asio makes of it too; everything else belongs to the thread in `run`. Errors:
/// `std::system_error` when the system is out of resources. Lifetime: spawned tasks that have not
/// ended are destroyed with the loop, before asio's operations are.
class event_loop {
public:
    using executor_type = asio::io_context::executor_type;
    using time_point = deadline_wheel::time_point;

    explicit event_loop(const event_loop_options& options = {});
    event_loop(const event_loop&) = delete;
    event_loop& operator=(const event_loop&) = delete;
    ~event_loop();

    /// The loop that runs on this thread. Throws `error` if there is none.
    [[nodiscard]] static event_loop& current();
    [[nodiscard]] bool is_current() const noexcept { return running_ == this; }

    /// Runs until `stop`. May be run again.
    void run();
    void stop();

    /// Calls `action` on the loop's thread, later.
    template <class Action>
    void post(Action&& action) {
        asio::post(context_, std::forward<Action>(action));
    }

    /// Runs a task to its end: starts it at once on the loop's own thread, else as soon as the loop
    /// comes to it. An exception that leaves the task is logged.
    void spawn(task<void> work);

    /// Destroys the spawned tasks that have not ended, while what they may own of asio can still be
    /// destroyed; their executors exist. Not while the loop runs.
    void drop_tasks() noexcept;

    [[nodiscard]] executor_type executor() noexcept { return context_.get_executor(); }
    [[nodiscard]] asio::io_context& context() noexcept { return context_; }
    [[nodiscard]] poller& readiness() noexcept { return *poller_; }

    /// The time for deadlines, a few milliseconds coarse: cheap enough to ask for each batch of
    /// requests.
    [[nodiscard]] time_point now() const noexcept;
    void schedule(deadline_wheel::entry& who, time_point due);

private:
    class spawned_tasks;

    void arm_tick();

    static thread_local constinit event_loop* running_;

    asio::io_context context_;
    std::unique_ptr<poller> poller_;
    deadline_wheel deadlines_;
    asio::steady_timer ticker_;
    bool ticker_armed_ = false;  // true while the wheel has entries
    std::unique_ptr<spawned_tasks>
        tasks_;  // last: frames may own what belongs to the members above
};

}  // namespace microfast::net
