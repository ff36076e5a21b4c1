/// @file
/// Runs a task without an event loop.
#pragma once

#include <microfast/core/task.hpp>

#include <coroutine>
#include <utility>

namespace microfast {

/// Starts a task, and owns it until the end of the test.
class started {
public:
    explicit started(task<void> work) : coroutine_{run(std::move(work)).coroutine} {}
    started(const started&) = delete;
    started& operator=(const started&) = delete;
    ~started() { coroutine_.destroy(); }

    [[nodiscard]] bool has_ended() const { return coroutine_.done(); }

private:
    struct root {
        struct promise_type {
            root get_return_object() {
                return {std::coroutine_handle<promise_type>::from_promise(*this)};
            }
            std::suspend_never initial_suspend() noexcept { return {}; }
            std::suspend_always final_suspend() noexcept { return {}; }
            void return_void() {}
            void unhandled_exception() { throw; }
        };
        std::coroutine_handle<> coroutine;
    };
    static root run(task<void> work) { co_await std::move(work); }

    std::coroutine_handle<> coroutine_;
};

/// Suspends whoever awaits it until it is resumed from outside.
class pause {
public:
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { waiting_ = waiting; }
    void await_resume() const noexcept {}

    void end() { std::exchange(waiting_, {}).resume(); }

private:
    std::coroutine_handle<> waiting_;
};

}  // namespace microfast
