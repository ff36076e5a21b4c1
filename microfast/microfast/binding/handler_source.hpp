/// @file
/// A callable with its type erased: what an application keeps until it makes a handler of it.
#pragma once

#include <microfast/binding/make_handler.hpp>
#include <microfast/binding/route_literal.hpp>

#include <memory>
#include <utility>

namespace microfast::binding {

struct handler_source {
    std::shared_ptr<const void> callable;
    path_needs needs;
    bool streams_body = false;
    http::handler (*make)(std::shared_ptr<const void> callable, route_binding route) = nullptr;
    void (*describe)(operation_description&) = nullptr;  ///< null: nothing is known of it
};

namespace detail {

template <class Callable>
http::handler make_from(std::shared_ptr<const void> callable, route_binding route) {
    return make_handler(
        std::static_pointer_cast<const Callable>(std::move(callable)), std::move(route)
    );
}

template <class Callable>
void describe_callable(operation_description& into) {
    arguments_set_of<Callable>::describe(into);
    answer_form<typename handler_result<result_of<Callable>>::type>::describe(into);
}

template <class Callable>
struct described_callable {
    using type = Callable;
};
template <class Attempt, class Coroutine>
struct described_callable<at_once_or<Attempt, Coroutine>> {
    using type = Coroutine;
};

}  // namespace detail

template <class Callable>
[[nodiscard]] handler_source make_source(Callable callable) {
    using described = typename detail::described_callable<Callable>::type;
    static_assert(check_handler<described>());
    handler_source made;
    made.callable = std::make_shared<const Callable>(std::move(callable));
    made.needs = path_needs_of<described>();
    using set = detail::arguments_set_of<described>;
    made.streams_body = set::has_stream || set::has_file;
    made.make = &detail::make_from<Callable>;
    made.describe = &detail::describe_callable<described>;
    return made;
}

}  // namespace microfast::binding
