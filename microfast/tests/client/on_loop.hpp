/// @file
/// Runs a coroutine of a test on an event loop, to its end.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <exception>
#include <utility>

namespace microfast {

namespace detail {

template <class Body>
task<void> run_and_stop(net::event_loop& loop, Body& body, std::exception_ptr& failure) {
    try {
        co_await body();
    } catch (...) {
        failure = std::current_exception();
    }
    loop.stop();
}

}  // namespace detail

/// `body` is called on the loop and returns a task. What it throws, this throws.
template <class Body>
void on_loop(Body body) {
    std::exception_ptr failure;
    {
        net::event_loop_options options;
        options.tick = std::chrono::milliseconds(10);
        net::event_loop loop(options);
        loop.spawn(detail::run_and_stop(loop, body, failure));
        loop.run();
    }
    if (failure) std::rethrow_exception(std::move(failure));
}

}  // namespace microfast
