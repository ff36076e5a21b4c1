/// @file
/// From a callable to a handler.
#pragma once

#include <microfast/binding/answer.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace microfast::binding {

namespace detail {

template <class Result>
struct result_of {
    using type = Result;
    static constexpr bool is_task = false;
};

template <class Result>
struct result_of<task<Result>> {
    using type = Result;
    static constexpr bool is_task = true;
};

template <class Callable>
decltype(auto) invoke(const void* callable, http::request& request) {
    const auto& target = *static_cast<const Callable*>(callable);
    if constexpr (std::is_invocable_v<const Callable&, http::request&>) {
        return std::invoke(target, request);
    } else {
        return std::invoke(target);
    }
}

template <class Callable>
void call_plain(const void* callable, http::request& request, http::response& answer) {
    auto result = invoke<Callable>(callable, request);
    answer_with(answer, std::move(result));
}

template <class Callable>
task<void> call_coroutine(const void* callable, http::request& request, http::response& answer) {
    auto running = invoke<Callable>(callable, request);
    auto result = co_await std::move(running);
    answer_with(answer, std::move(result));
}

}  // namespace detail

/// The handler that calls `callable` and answers with what it returns.
///
/// A callable takes nothing or `request&`, and returns text, `json` or a `response`, or a `task` of
/// one of these. It lives as long as the handler, so a coroutine may use its captures. It is called
/// from all event loops at once: what it shares must be safe for that.
template <class Callable>
[[nodiscard]] http::handler make_handler(Callable callable) {
    constexpr bool takes_request = std::is_invocable_v<const Callable&, http::request&>;
    static_assert(
        takes_request || std::is_invocable_v<const Callable&>,
        "a handler takes nothing or microfast::request&, and is not mutable: all event loops share "
        "it"
    );
    using returned = detail::result_of<
        std::decay_t<decltype(detail::invoke<Callable>(nullptr, std::declval<http::request&>()))>>;
    static_assert(
        answer_result<typename returned::type>,
        "a handler returns text, microfast::json or microfast::response, or a microfast::task of "
        "one of these"
    );
    http::handler made;
    made.callable = std::make_shared<const Callable>(std::move(callable));
    if constexpr (returned::is_task) {
        made.coroutine = &detail::call_coroutine<Callable>;
    } else {
        made.plain = &detail::call_plain<Callable>;
    }
    return made;
}

}  // namespace microfast::binding
