/// @file
/// Runs a task on an event loop and returns what it gives.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace unamex::tests {

template <class T>
microfast::task<> run_into(
    microfast::task<T> work, std::optional<T>& result, std::exception_ptr& failure
) {
    try {
        result = co_await std::move(work);
    } catch (...) {
        failure = std::current_exception();
    }
    microfast::net::event_loop::current().stop();
}

/// Throws what the task throws. The loop outlives the threads that may post to it.
template <class T>
T run(microfast::net::event_loop& loop, microfast::task<T> work) {
    std::optional<T> result;
    std::exception_ptr failure;
    loop.spawn(run_into(std::move(work), result, failure));
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

/// On a loop of its own: for tasks that no other thread resumes.
template <class T>
T run(microfast::task<T> work) {
    microfast::net::event_loop loop;
    return run(loop, std::move(work));
}

}  // namespace unamex::tests
