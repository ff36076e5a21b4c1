/// @file
/// From a callable to a handler.
#pragma once

#include <microfast/binding/answer.hpp>
#include <microfast/binding/arguments.hpp>
#include <microfast/binding/at_once_or.hpp>
#include <microfast/binding/scope_entry.hpp>
#include <microfast/core/as_task.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>

#include <concepts>
#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

namespace detail {

/// What a handler returns, out of its coroutine.
template <class Result>
struct handler_result {
    using type = std::remove_cvref_t<Result>;
    static constexpr bool is_coroutine = false;
};
template <class Result>
struct handler_result<task<Result>> {
    using type = Result;
    static constexpr bool is_coroutine = true;
    static task<Result> start(task<Result> returned) { return returned; }
};
template <convertible_to_task Coroutine>
struct handler_result<Coroutine> {
    using type = typename as_task<Coroutine>::value_type;
    static constexpr bool is_coroutine = true;
    static task<type> start(Coroutine returned) {
        return as_task<Coroutine>::convert(std::move(returned));
    }
};

/// A callable and what it needs to know. What the functions of `handler` are called with.
struct bound_callable {
    const void* callable = nullptr;
    route_binding route;
    std::shared_ptr<const void> owner;
    http::plain_function plain = nullptr;  ///< with a scope of dependencies around it
    http::coroutine_function coroutine = nullptr;
    const void* attempt = nullptr;  ///< the callable of `at_once_or`
};

/// Calls `bound.plain` or `bound.coroutine` with a scope for dependencies around it.
void call_in_scope(const void* bound, http::request& request, http::response& answer);
task<void> call_later_in_scope(const void* bound, http::request& request, http::response& answer);

/// 204, if the handler has left the response as it was.
void answer_with_nothing(http::response& answer);

template <class Callable>
struct caller {
    using set = arguments_set_of<Callable>;
    using returned = handler_result<result_of<Callable>>;
    using result = typename returned::type;
    /// A generator goes on after its call with what its dependencies may have taken out of the
    /// request, so it needs one of its own, as a coroutine has. A plain handler's is another
    /// client's next.
    static constexpr bool outlives_call = is_generator<result> && set::has_dependency;
    static constexpr bool is_coroutine =
        set::is_asynchronous || returned::is_coroutine || outlives_call;

    static void prepare(call& from) {
        if constexpr (set::has_dependency) from.use_scope(current_scope_of(from.request()));
    }

    static void call_plain(const void* bound, http::request& request, http::response& answer) {
        const auto& self = *static_cast<const bound_callable*>(bound);
        const auto& callable = *static_cast<const Callable*>(self.callable);
        call from{request, answer, self.route};
        prepare(from);
        typename set::kept made{};
        set::read(from, made);
        if (from.is_refused()) return from.write_refusal();
        if constexpr (std::is_void_v<result>) {
            set::invoke(callable, made);
            answer_with_nothing(answer);
        } else {
            answer_form<result>::write(answer, set::invoke(callable, made));
        }
    }

    static task<void> call_coroutine(
        const void* bound, http::request& request, http::response& answer
    ) {
        const auto& self = *static_cast<const bound_callable*>(bound);
        const auto& callable = *static_cast<const Callable*>(self.callable);
        call from{request, answer, self.route};
        prepare(from);
        typename set::kept made{};
        if constexpr (set::is_asynchronous) {
            co_await set::read_later(from, made);
        } else {
            set::read(from, made);
        }
        if (from.is_refused()) {
            from.write_refusal();
            co_return;
        }
        if constexpr (!returned::is_coroutine && std::is_void_v<result>) {
            set::invoke(callable, made);
            answer_with_nothing(answer);
        } else if constexpr (!returned::is_coroutine) {
            answer_form<result>::write(answer, set::invoke(callable, made));
            if constexpr (outlives_call) from.scope().outlive_call();
        } else if constexpr (std::is_void_v<result>) {
            auto running = returned::start(set::invoke(callable, made));
            co_await std::move(running);
            answer_with_nothing(answer);
        } else {
            auto running = returned::start(set::invoke(callable, made));
            auto value = co_await std::move(running);
            answer_form<result>::write(answer, std::move(value));
        }
    }
};

/// Points into the request, or is part of it or of its answer.
template <class Argument>
inline constexpr bool dies_with_request = false;
template <>
inline constexpr bool dies_with_request<http::request> = true;
template <>
inline constexpr bool dies_with_request<http::response> = true;
template <>
inline constexpr bool dies_with_request<std::string_view> = true;

template <class Arguments>
inline constexpr bool has_what_dies_with_request = false;
template <class... Arguments>
inline constexpr bool has_what_dies_with_request<type_list<Arguments...>> =
    (dies_with_request<std::remove_cvref_t<Arguments>> || ...);

template <class Attempt>
bool call_attempt(const void* bound, http::request& request, http::response& answer) {
    const auto* attempt = static_cast<const bound_callable*>(bound)->attempt;
    return std::invoke(*static_cast<const Attempt*>(attempt), request, answer);
}

/// Fills in how the callable is called.
template <class Callable>
http::handler make_bound(const Callable& callable, bound_callable bound) {
    using how = caller<Callable>;
    http::handler made;
    bound.callable = &callable;
    if (bound.route.services == nullptr) bound.route.services = std::make_shared<const services>();
    if constexpr (how::is_coroutine) {
        bound.coroutine = &how::call_coroutine;
        made.coroutine = how::set::has_dependency ? &call_later_in_scope : bound.coroutine;
    } else {
        bound.plain = &how::call_plain;
        made.plain = how::set::has_dependency ? &call_in_scope : bound.plain;
    }
    made.callable = std::make_shared<const bound_callable>(std::move(bound));
    return made;
}

}  // namespace detail

/// The sentences that a compiler prints about what is no handler.
template <class Callable>
consteval bool check_handler() {
    static_assert(
        has_signature<Callable>,
        "microfast: a handler is a function or a lambda with plain arguments, not `auto`, and not "
        "mutable: all event loops share it"
    );
    if constexpr (has_signature<Callable>) {
        constexpr bool takes_what_can_be_bound = has_bindable_arguments<Callable>;
        static_assert(
            takes_what_can_be_bound,
            "microfast: a handler takes scalars of the path, path<> query<> header<> cookie<> "
            "form<> file<>, one body, depends<>, request& response& background& stop_token, and "
            "provided objects by reference"
        );
        if constexpr (takes_what_can_be_bound) {
            using set = detail::arguments_set_of<Callable>;
            static_assert(
                set::bodies + (set::has_form ? 1 : 0) <= 1,
                "microfast: a handler, with its dependencies, takes one body"
            );
            static_assert(
                !set::has_stream || detail::caller<Callable>::is_coroutine,
                "microfast: a handler that takes a body_stream& or multipart& is a coroutine"
            );
            static_assert(
                !is_generator<result_of<Callable>> || !(set::refers_to_made || set::has_stream),
                "microfast: a generator takes its arguments by value, and no body_stream&: it "
                "outlives the call that makes them"
            );
            static_assert(
                !is_generator<result_of<Callable>> ||
                    !detail::has_what_dies_with_request<arguments_of<Callable>>,
                "microfast: a generator takes no request&, response& or std::string_view: it "
                "outlives them"
            );
        }
        static_assert(
            answer_result<typename detail::handler_result<result_of<Callable>>::type>,
            "microfast: a handler returns text, what JSON can say, a response, created<>, "
            "status<>, "
            "no_content, redirect, optional<>, variant<>, result<>, or a task of one of these "
            "(asio::awaitable: include <microfast/net/awaitable_task.hpp>)"
        );
    }
    return true;
}

/// The handler that makes the arguments of a callable from a request, calls it, and answers with
/// what it returns. Without coroutines among them it is plain.
///
/// The callable lives as long as the handler, so a coroutine may use its captures. It is called
/// from all event loops at once: what it shares must be safe for that.
template <class Callable>
[[nodiscard]] http::handler make_handler(
    std::shared_ptr<const Callable> callable, route_binding route = {}
) {
    static_assert(check_handler<Callable>());
    const auto& called = *callable;
    return detail::make_bound(called, {nullptr, std::move(route), std::move(callable)});
}

/// The handler that makes the attempt of `pair` and, where that does not answer, runs its
/// coroutine. Of both holds what is said above.
template <class Attempt, class Coroutine>
[[nodiscard]] http::handler make_handler(
    std::shared_ptr<const at_once_or<Attempt, Coroutine>> pair, route_binding route = {}
) {
    static_assert(
        std::is_invocable_r_v<bool, const Attempt&, http::request&, http::response&>,
        "microfast: an attempt takes request& and response&, returns whether it has answered, and "
        "is not mutable: all event loops share it"
    );
    static_assert(check_handler<Coroutine>());
    static_assert(
        detail::caller<Coroutine>::is_coroutine,
        "microfast: what stands behind an attempt is a coroutine"
    );
    const auto& called = pair->coroutine;
    detail::bound_callable bound{nullptr, std::move(route), std::move(pair)};
    bound.attempt = &static_cast<const at_once_or<Attempt, Coroutine>*>(bound.owner.get())->attempt;
    auto made = detail::make_bound(called, std::move(bound));
    made.attempt = &detail::call_attempt<Attempt>;
    return made;
}

/// The same for a callable that nobody else keeps, on a route without parameters and an application
/// that provides nothing.
template <class Callable>
    requires(!detail::is_made_of<Callable, std::shared_ptr>)
[[nodiscard]] http::handler make_handler(Callable callable) {
    return make_handler(std::make_shared<const Callable>(std::move(callable)));
}

}  // namespace microfast::binding
