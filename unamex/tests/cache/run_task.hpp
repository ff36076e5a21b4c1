/// @file
/// Runs a task to its end on an event loop, for tests.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace unamex::cache {

template <class T>
microfast::task<> run_and_stop(
    microfast::task<T> work,
    microfast::net::event_loop& loop,
    std::optional<T>& result,
    std::exception_ptr& failure
) {
    try {
        result = co_await std::move(work);
    } catch (...) {
        failure = std::current_exception();
    }
    loop.stop();
}

/// The result of the task, or its exception.
template <class T>
T run_task(microfast::net::event_loop& loop, microfast::task<T> work) {
    std::optional<T> result;
    std::exception_ptr failure;
    loop.spawn(run_and_stop(std::move(work), loop, result, failure));
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

inline microfast::task<bool> then_true(microfast::task<> work) {
    co_await std::move(work);
    co_return true;
}

inline void run_task(microfast::net::event_loop& loop, microfast::task<> work) {
    run_task(loop, then_true(std::move(work)));
}

}  // namespace unamex::cache
