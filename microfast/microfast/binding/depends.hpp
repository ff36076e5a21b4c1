/// @file
/// Dependencies: functions whose results handlers take.
#pragma once

#include <microfast/binding/argument.hpp>
#include <microfast/binding/resource.hpp>
#include <microfast/core/task.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace microfast::binding {

namespace detail {

/// What a dependency gives, whatever kind of function it is.
template <class Result>
struct dependency_result {
    using value_type = std::remove_reference_t<Result>;
    static constexpr bool is_task = false;
    static constexpr bool is_resource = false;
};
template <>
struct dependency_result<void> {
    using value_type = std::monostate;
    static constexpr bool is_task = false;
    static constexpr bool is_resource = false;
};
template <class Result>
struct dependency_result<task<Result>> : dependency_result<Result> {
    static constexpr bool is_task = true;
};
template <class T>
struct dependency_result<resource<T>> {
    using value_type = T;
    static constexpr bool is_task = false;
    static constexpr bool is_resource = true;
};

}  // namespace detail

/// The result of `Function`, an ordinary function whose own arguments are made by the same rules.
///
///     user current_user(mf::bearer_token token, user_store& users);
///     app.get("/me", [](mf::depends<&current_user> user) { return user->name; });
///
/// It is called once a request, however many take it. It may be a coroutine, or return a `resource`
/// if something has to be closed afterwards; plain results are destroyed. That happens in the
/// reverse order of their making, once the handler has answered and before the answer is sent: what
/// fails then is an error of the request.
///
/// A dependency takes path parameters by name only. What it throws ends the request.
template <auto Function>
struct depends : parameter_base {
    using value_type =
        typename detail::dependency_result<result_of<std::decay_t<decltype(Function)>>>::value_type;

    value_type* value = nullptr;

    operator value_type&() const noexcept { return *value; }
    value_type& operator*() const noexcept { return *value; }
    value_type* operator->() const noexcept { return value; }
};

namespace detail {

template <class Arguments>
struct argument_set;

/// `const T&` and `T&&`: they refer to what is made for the call and ends with it.
template <class Argument>
inline constexpr bool refers_to_what_is_made = std::is_rvalue_reference_v<Argument> ||
                                               (std::is_lvalue_reference_v<Argument> &&
                                                std::is_const_v<std::remove_reference_t<Argument>>);
template <>
inline constexpr bool refers_to_what_is_made<const http::request&> = false;

/// What is known of all arguments of a callable together.
template <class... Arguments>
struct argument_set<type_list<Arguments...>> {
    static constexpr bool has_file = (argument<Arguments>::has_file || ...);
    static constexpr bool is_asynchronous =
        has_file || (argument<Arguments>::is_asynchronous || ...);
    static constexpr bool needs_request = (argument<Arguments>::needs_request || ...);
    static constexpr bool has_dependency =
        ((argument<Arguments>::made_in == stage::dependency) || ...);
    static constexpr std::size_t bodies =
        ((argument<Arguments>::is_body ? std::size_t{1} : std::size_t{0}) + ... + 0);
    static constexpr bool has_stream = (argument<Arguments>::is_stream || ...);
    static constexpr bool refers_to_made = (refers_to_what_is_made<Arguments> || ...);
    static constexpr bool has_form = (argument<Arguments>::is_form || ...);

    using kept = std::tuple<typename argument<Arguments>::kept...>;

    static consteval path_needs needs() {
        path_needs all;
        (argument<Arguments>::add_to(all), ...);
        return all;
    }

    /// Of a dependency, which needs it when its turn comes.
    static constexpr bool needs_form_first =
        has_file &&
        ((argument<Arguments>::made_in == stage::dependency && argument<Arguments>::is_form) || ...
        );

    /// Dependencies first, because they may refuse a request for a better reason; the body last. A
    /// form with files is not read for a request that is refused already.
    static void read(call& from, kept& made) {
        read_stage<stage::dependency>(from, made, std::index_sequence_for<Arguments...>{});
        read_rest(from, made);
    }

    static task<void> read_later(call& from, kept& made) {
        // A table, not a fold: g++ 12 does not expand co_await reliably.
        static constexpr auto steps = make_steps(std::index_sequence_for<Arguments...>{});
        if constexpr (needs_form_first) co_await from.read_form();
        for (const auto step : steps) {
            auto running = step(from, made);
            co_await std::move(running);
        }
        if constexpr (has_file) {
            constexpr auto all = std::index_sequence_for<Arguments...>{};
            read_stage<stage::parameter>(from, made, all);
            if (from.is_refused()) co_return;
            co_await from.read_form();
            read_stage<stage::body>(from, made, all);
        } else {
            read_rest(from, made);
        }
    }

    template <class Callable>
    static decltype(auto) invoke(const Callable& callable, kept& made) {
        return std::apply(
            [&callable](auto&... each) -> decltype(auto) {
                return std::invoke(callable, argument<Arguments>::pass(each)...);
            },
            made
        );
    }

    static void describe(operation_description& into) {
        (argument<Arguments>::describe(into), ...);
    }

private:
    static void read_rest(call& from, kept& made) {
        constexpr auto all = std::index_sequence_for<Arguments...>{};
        read_stage<stage::parameter>(from, made, all);
        read_stage<stage::body>(from, made, all);
    }

    template <stage Now, std::size_t... Indices>
    static void
    read_stage([[maybe_unused]] call& from, [[maybe_unused]] kept& made, std::index_sequence<Indices...>) {
        [[maybe_unused]] const auto read_one =
            [&]<class Argument>(std::type_identity<Argument>, auto& one) {
                if constexpr (argument<Argument>::made_in == Now) {
                    argument<Argument>::read(from, one);
                }
            };
        (read_one(std::type_identity<Arguments>{}, std::get<Indices>(made)), ...);
    }

    template <class Argument, std::size_t Index>
    static task<void> read_dependency(call& from, kept& made) {
        using one = argument<Argument>;
        if constexpr (one::is_asynchronous) {
            co_await one::read_later(from, std::get<Index>(made));
        } else if constexpr (one::made_in == stage::dependency) {
            one::read(from, std::get<Index>(made));
        }
        co_return;
    }

    template <std::size_t... Indices>
    static consteval auto make_steps(std::index_sequence<Indices...>) {
        using step = task<void> (*)(call&, kept&);
        return std::array<step, sizeof...(Arguments)>{&read_dependency<Arguments, Indices>...};
    }
};

template <class Callable>
using arguments_set_of = argument_set<arguments_of<Callable>>;

/// How a callable gives the value of a dependency.
template <class Callable, class Value>
struct provider {
    using set = arguments_set_of<Callable>;
    using result = dependency_result<result_of<Callable>>;
    static constexpr bool is_asynchronous =
        set::is_asynchronous || result::is_task || result::is_resource;

    static_assert(
        !result::is_resource || !set::refers_to_made,
        "microfast: a resource takes its arguments by value: what is made for its call has ended "
        "when it is closed"
    );

    static void* resolve(const void* callable, const void* key, call& from) {
        const auto& function = *static_cast<const Callable*>(callable);
        typename set::kept made;
        set::read(from, made);
        if (from.is_refused()) return nullptr;
        if constexpr (std::is_void_v<result_of<Callable>>) {
            set::invoke(function, made);
            return from.scope().keep(key, std::monostate{});
        } else if constexpr (std::is_lvalue_reference_v<result_of<Callable>>) {
            return from.scope().keep_address(key, std::addressof(set::invoke(function, made)));
        } else {
            return from.scope().template keep<Value>(key, set::invoke(function, made));
        }
    }

    static task<void*> resolve_later(const void* callable, const void* key, call& from) {
        const auto& function = *static_cast<const Callable*>(callable);
        typename set::kept made;
        co_await set::read_later(from, made);
        if (from.is_refused()) co_return nullptr;
        if constexpr (result::is_resource) {
            auto opening = set::invoke(function, made);
            auto& value = co_await opening.open();
            co_return from.scope().keep_open(key, std::move(opening), value);
        } else if constexpr (result::is_task) {
            auto running = set::invoke(function, made);
            if constexpr (std::same_as<Value, std::monostate>) {
                co_await std::move(running);
                co_return from.scope().keep(key, std::monostate{});
            } else {
                auto value = co_await std::move(running);
                co_return from.scope().template keep<Value>(key, std::move(value));
            }
        } else if constexpr (std::is_void_v<result_of<Callable>>) {
            set::invoke(function, made);
            co_return from.scope().keep(key, std::monostate{});
        } else if constexpr (std::is_lvalue_reference_v<result_of<Callable>>) {
            co_return from.scope().keep_address(key, std::addressof(set::invoke(function, made)));
        } else {
            co_return from.scope().template keep<Value>(key, set::invoke(function, made));
        }
    }
};

}  // namespace detail

template <auto Function>
struct argument<depends<Function>> : argument_defaults {
    using callable = std::decay_t<decltype(Function)>;
    using provider = detail::provider<callable, typename depends<Function>::value_type>;
    using set = detail::arguments_set_of<callable>;
    using kept = depends<Function>;

    static_assert(
        set::needs().by_position == 0,
        "microfast: a dependency takes path parameters by name: path<\"id\", int>"
    );

    static constexpr stage made_in = stage::dependency;
    static constexpr bool is_asynchronous = provider::is_asynchronous;
    static constexpr bool needs_request = set::needs_request;
    static constexpr bool is_body = set::bodies > 0;
    static constexpr bool is_form = set::has_form;
    static constexpr bool is_stream = set::has_stream;
    static constexpr bool has_file = set::has_file;

    static constexpr void add_to(path_needs& needs) {
        constexpr auto own = set::needs();
        for (std::size_t i = 0; i < own.by_name.size; ++i) {
            if (!needs.by_name.contains(own.by_name.names[i]))
                needs.by_name.add(own.by_name.names[i]);
        }
        needs.reads_request = needs.reads_request || own.reads_request;
    }
    static kept& pass(kept& made) noexcept { return made; }
    static void describe(operation_description& into) { set::describe(into); }

    static void read(call& from, kept& made) { made.value = typed(from.dependency(key, source())); }
    static task<void> read_later(call& from, kept& made) {
        made.value = typed(co_await from.dependency_later(key, source()));
    }

    /// How its value is made unless something else stands in for it.
    static dependency_source source() noexcept {
        if constexpr (is_asynchronous) {
            return {&function, nullptr, &provider::resolve_later};
        } else {
            return {&function, &provider::resolve, nullptr};
        }
    }

private:
    static constexpr callable function = Function;
    static constexpr const void* key = &key_of_function<Function>;

    static typename kept::value_type* typed(void* value) noexcept {
        return static_cast<typename kept::value_type*>(value);
    }
};

namespace detail {

template <class Arguments>
inline constexpr bool are_all_bindable = false;
template <class... Arguments>
inline constexpr bool are_all_bindable<type_list<Arguments...>> = (bindable<Arguments> && ...);

}  // namespace detail

/// A callable whose arguments can all be made from a request.
template <class Callable>
concept has_bindable_arguments =
    has_signature<Callable> && detail::are_all_bindable<arguments_of<Callable>>;

/// What stands in for a dependency: any callable with the same result, as far as handlers see it.
template <auto Function, class Callable>
[[nodiscard]] resolver make_resolver(Callable callable) {
    using replaced = argument<depends<Function>>;
    using value_type = typename depends<Function>::value_type;
    static_assert(
        has_signature<Callable>,
        "microfast: a dependency is a function or a lambda with plain arguments"
    );
    using provider = detail::provider<Callable, value_type>;
    static_assert(
        std::same_as<typename provider::result::value_type, value_type>,
        "microfast: what stands in for a dependency has the same result"
    );
    static_assert(
        replaced::is_asynchronous || !provider::is_asynchronous,
        "microfast: a coroutine cannot stand in for a plain dependency, whose handlers may be plain"
    );
    resolver made;
    made.owner = std::make_shared<const Callable>(std::move(callable));
    made.source.callable = made.owner.get();
    if constexpr (provider::is_asynchronous) {
        made.source.coroutine = &provider::resolve_later;
    } else {
        made.source.plain = &provider::resolve;
    }
    return made;
}

}  // namespace microfast::binding
