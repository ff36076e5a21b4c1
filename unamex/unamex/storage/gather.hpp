/// @file
/// Several tasks at once.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <coroutine>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace unamex::storage {

namespace detail {

/// What tasks that run side by side share; lives until the last of them has ended.
template <class T>
struct gathering {
    std::vector<std::optional<T>> results;
    std::exception_ptr failure;
    std::size_t running = 0;
    std::coroutine_handle<> waiting;  // null when the one who waits is gone
};

template <class T>
microfast::task<> gather_one(
    std::shared_ptr<gathering<T>> all, std::size_t place, microfast::task<T> work
) {
    try {
        all->results[place] = co_await std::move(work);
    } catch (...) {
        if (!all->failure) all->failure = std::current_exception();
    }
    if (--all->running == 0 && all->waiting) all->waiting.resume();
}

template <class T>
class all_ended {
public:
    explicit all_ended(std::shared_ptr<gathering<T>> all) : all_{std::move(all)} {}
    all_ended(const all_ended&) = delete;
    all_ended& operator=(const all_ended&) = delete;
    ~all_ended() { all_->waiting = {}; }

    [[nodiscard]] bool await_ready() const noexcept { return all_->running == 0; }
    void await_suspend(std::coroutine_handle<> waiting) const noexcept { all_->waiting = waiting; }
    void await_resume() const noexcept {}

private:
    std::shared_ptr<gathering<T>> all_;
};

}  // namespace detail

/// Runs the tasks side by side on this event loop and gives their results in order. When some
/// throw, the first exception is thrown once all have ended.
template <class T>
microfast::task<std::vector<T>> gather(std::vector<microfast::task<T>> tasks) {
    auto all = std::make_shared<detail::gathering<T>>();
    all->results.resize(tasks.size());
    all->running = tasks.size();
    auto& loop = microfast::net::event_loop::current();
    for (std::size_t i = 0; i < tasks.size(); ++i)
        loop.spawn(detail::gather_one(all, i, std::move(tasks[i])));
    detail::all_ended<T> ended{all};
    co_await ended;
    if (all->failure) std::rethrow_exception(all->failure);
    std::vector<T> results;
    results.reserve(all->results.size());
    for (auto& result : all->results)
        results.push_back(*std::move(result));
    co_return results;
}

}  // namespace unamex::storage
