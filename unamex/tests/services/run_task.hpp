/// @file
/// Runs a task on an event loop of its own and returns what it gives.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace unamex::tests {

template <class T>
microfast::task<> run_into(microfast::task<T> work, std::optional<T>& result, std::exception_ptr& failure) {
    try {
        result = co_await std::move(work);
    } catch (...) {
        failure = std::current_exception();
    }
    microfast::net::event_loop::current().stop();
}

/// Throws what the task throws.
template <class T>
T run(microfast::task<T> work) {
    microfast::net::event_loop loop;
    std::optional<T> result;
    std::exception_ptr failure;
    loop.spawn(run_into(std::move(work), result, failure));
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

}  // namespace unamex::tests
