/// @file
/// From a callable to a handler.
#pragma once

#include <microfast/binding/answer.hpp>
#include <microfast/binding/at_once_or.hpp>
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

template <class Pair>
bool call_attempt(const void* pair, http::request& request, http::response& answer) {
    return std::invoke(static_cast<const Pair*>(pair)->attempt, request, answer);
}

template <class Pair>
task<void> call_coroutine_of_pair(
    const void* pair, http::request& request, http::response& answer
) {
    using callable = decltype(Pair::coroutine);
    return call_coroutine<callable>(&static_cast<const Pair*>(pair)->coroutine, request, answer);
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

/// The handler that makes the attempt of `pair` and, where that does not answer, runs its
/// coroutine. Of both holds what is said above.
template <class Attempt, class Coroutine>
[[nodiscard]] http::handler make_handler(at_once_or<Attempt, Coroutine> pair) {
    using pair_type = at_once_or<Attempt, Coroutine>;
    static_assert(
        std::is_invocable_r_v<bool, const Attempt&, http::request&, http::response&>,
        "an attempt takes microfast::request& and microfast::response&, returns whether it has "
        "answered, and is not mutable: all event loops share it"
    );
    auto made = make_handler(pair.coroutine);
    static_assert(
        detail::result_of<std::decay_t<
            decltype(detail::invoke<Coroutine>(nullptr, std::declval<http::request&>()))>>::is_task,
        "what stands behind an attempt returns a microfast::task"
    );
    made.callable = std::make_shared<const pair_type>(std::move(pair));
    made.coroutine = &detail::call_coroutine_of_pair<pair_type>;
    made.attempt = &detail::call_attempt<pair_type>;
    return made;
}

}  // namespace microfast::binding
