/// @file
/// Coroutines that a test resumes by hand, in the middle of whatever happens.
#pragma once

#include <coroutine>
#include <future>
#include <utility>
#include <vector>

namespace microfast::server {

/// Whoever awaits it waits until `resume_all`.
struct parking {
    std::vector<std::coroutine_handle<>> parked;
    std::promise<void> entered;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
        parked.push_back(waiting);
        entered.set_value();
    }
    void await_resume() const noexcept {}

    void resume_all() {
        for (const auto each : std::exchange(parked, {}))
            each.resume();
    }
};

}  // namespace microfast::server
