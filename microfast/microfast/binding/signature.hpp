/// @file
/// What a callable takes and returns.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace microfast::binding {

template <class... Types>
struct type_list {
    static constexpr std::size_t size = sizeof...(Types);
};

namespace detail {

template <class Callable>
struct call_operator;

template <class Result, class... Arguments>
struct signature_of_function {
    using result = Result;
    using arguments = type_list<Arguments...>;
};

template <class Result, class... Arguments>
struct call_operator<Result (*)(Arguments...)> : signature_of_function<Result, Arguments...> {};
template <class Result, class... Arguments>
struct call_operator<Result (*)(Arguments...) noexcept>
    : signature_of_function<Result, Arguments...> {};
template <class Class, class Result, class... Arguments>
struct call_operator<Result (Class::*)(Arguments...) const>
    : signature_of_function<Result, Arguments...> {};
template <class Class, class Result, class... Arguments>
struct call_operator<Result (Class::*)(Arguments...) const noexcept>
    : signature_of_function<Result, Arguments...> {};

template <class Callable>
concept has_one_call_operator = requires {
    &Callable::operator();
};

template <class Callable>
struct signature_of;

template <class Callable>
    requires std::is_pointer_v<Callable>
struct signature_of<Callable> : call_operator<Callable> {
};

template <class Callable>
    requires has_one_call_operator<Callable>
struct signature_of<Callable> : call_operator<decltype(&Callable::operator())> {
};

}  // namespace detail

/// A function, or an object with exactly one call operator, which is const and not a template.
template <class Callable>
concept has_signature = requires {
    typename detail::signature_of<Callable>::result;
};

template <has_signature Callable>
using result_of = typename detail::signature_of<Callable>::result;

/// The arguments as they are written, references included: a `type_list`.
template <has_signature Callable>
using arguments_of = typename detail::signature_of<Callable>::arguments;

/// A member function of an object that outlives the handler.
///
///     app.get("/users/{id}", microfast::bind_member(&user_store::find, store));
template <class Object, class Result, class... Arguments>
[[nodiscard]] auto bind_member(Result (Object::*member)(Arguments...), Object& object) {
    return [member, &object](Arguments... arguments) -> Result {
        return (object.*member)(std::forward<Arguments>(arguments)...);
    };
}
template <class Object, class Result, class... Arguments>
[[nodiscard]] auto bind_member(Result (Object::*member)(Arguments...) const, const Object& object) {
    return [member, &object](Arguments... arguments) -> Result {
        return (object.*member)(std::forward<Arguments>(arguments)...);
    };
}

}  // namespace microfast::binding
