/// @file
/// Include it to let handlers and dependencies return `asio::awaitable`.
#pragma once

#include <microfast/core/as_task.hpp>
#include <microfast/core/awaitable.hpp>
#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/co_spawn.hpp>

#include <utility>

namespace microfast {

/// Runs on the event loop that awaits the task. Costs what asio's coroutines cost: about ten times
/// a task.
template <class T>
struct as_task<awaitable<T>> {
    using value_type = T;

    static task<T> convert(awaitable<T> work) {
        const auto executor = net::event_loop::current().executor();
        co_return co_await asio::co_spawn(executor, std::move(work), net::use_task);
    }
};

}  // namespace microfast
