/// @file
/// How each argument of a handler is made. One specialisation of `argument` for each kind.
#pragma once

#include <microfast/binding/call.hpp>
#include <microfast/binding/describe.hpp>
#include <microfast/binding/json_writer.hpp>
#include <microfast/binding/operation.hpp>
#include <microfast/binding/parameter_values.hpp>
#include <microfast/binding/parameters.hpp>
#include <microfast/binding/path_needs.hpp>
#include <microfast/binding/signature.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/response.hpp>

#include <concepts>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

/// When an argument is made: what may refuse a request cheaply goes first, the body last.
enum class stage : std::uint8_t { dependency, parameter, body };

/// What all arguments have unless they say otherwise.
struct argument_defaults {
    static constexpr stage made_in = stage::parameter;
    static constexpr bool is_asynchronous = false;  ///< has `read_later` in the place of `read`
    static constexpr bool is_body = false;
    static constexpr bool is_form = false;    ///< a part of a form: all of these are one body
    static constexpr bool is_stream = false;  ///< reads the body while it arrives
    static constexpr bool has_file = false;   ///< of a form, which is read while it arrives
    static constexpr bool is_bindable = true;
    static constexpr bool needs_request = true;  ///< cannot be made outside of a request
    static consteval void add_to(path_needs& /*needs*/) {}
    static void describe(operation_description& /*into*/) {}
};

/// An argument: `kept` is what is made in `read` and waits for the call, `pass` hands it over.
template <class Argument>
struct argument {
    static constexpr bool is_bindable = false;
};

template <class Argument>
concept bindable = argument<Argument>::is_bindable;

/// By value and by `const&` are the same, save for what is injected by reference.
template <class Value>
struct value_argument : argument_defaults {
    using kept = Value;
    static Value&& pass(kept& made) noexcept { return std::move(made); }
};

template <class Value>
struct argument<const Value&> : argument<Value> {};
template <class Value>
struct argument<Value&&> : argument<Value> {};

// From the path, by position.

template <scalar T>
struct argument<T> : value_argument<T> {
    static consteval void add_to(path_needs& needs) { ++needs.by_position; }
    static void read(call& from, T& made) { from.read_next_of_path(binding::describe<T>(), &made); }
    static void describe(operation_description& into) {
        into.add(parameter_description{
            place::path, into.free_names.at(into.positions++), &binding::describe<T>()});
    }
};

/// A view into the request: good until the handler has ended.
template <>
struct argument<std::string_view> : value_argument<std::string_view> {
    static consteval void add_to(path_needs& needs) { ++needs.by_position; }
    static void read(call& from, std::string_view& made) { made = from.next_text_of_path(); }
    static void describe(operation_description& into) {
        into.add(parameter_description{
            place::path, into.free_names.at(into.positions++), &binding::describe<std::string>()});
    }
};

// By name.

template <place Where, class Parameter>
struct named_argument : value_argument<Parameter> {
    using value_type = typename Parameter::value_type;
    static_assert(
        parameter_value<value_type>,
        "microfast: a parameter is a number, bool, std::string, enumeration, moment or uuid, or a "
        "std::optional or std::vector of these"
    );

    static const parameter_shape& shape() {
        static const parameter_shape made{
            Where, Parameter::name, &Parameter::schema(), Parameter::has_default};
        return made;
    }
    static std::string default_document() {
        std::string document;
        if constexpr (Parameter::has_default) {
            Parameter preset;
            preset.set_default();
            write_json(document, preset.value);
        }
        return document;
    }
    static void read(call& from, Parameter& made) {
        made.set_default();
        from.read_parameter(shape(), &made.value);
    }
    static void describe(operation_description& into) {
        into.add(parameter_description{
            Where,
            std::string(Parameter::name),
            shape().schema,
            shape().is_required(),
            default_document()});
    }
};

template <fixed_string Name, class T, class... Tags>
struct argument<path<Name, T, Tags...>> : named_argument<place::path, path<Name, T, Tags...>> {
    static_assert(scalar<T>, "microfast: a path has every parameter exactly once");
    static consteval void add_to(path_needs& needs) {
        if (!needs.by_name.contains(Name)) needs.by_name.add(Name);
    }
};

template <fixed_string Name, class T, class... Tags>
struct argument<query<Name, T, Tags...>> : named_argument<place::query, query<Name, T, Tags...>> {};

template <fixed_string Name, class T, class... Tags>
struct argument<header<Name, T, Tags...>>
    : named_argument<place::header, header<Name, T, Tags...>> {};

template <fixed_string Name, class T, class... Tags>
struct argument<cookie<Name, T, Tags...>>
    : named_argument<place::cookie, cookie<Name, T, Tags...>> {};

// Whole structs.

template <place Where, class Group>
struct group_argument : value_argument<Group> {
    using object = typename Group::value_type;
    static_assert(reflectable<object>, "microfast: the fields of a plain struct are parameters");

    static void read(call& from, Group& made) {
        from.read_group(Where, binding::describe<object>(), &made.value);
    }
    static void describe(operation_description& into) {
        describe_group(into, Where, binding::describe<object>());
    }
};

template <class Struct>
struct argument<query_params<Struct>> : group_argument<place::query, query_params<Struct>> {};
template <class Struct>
struct argument<header_params<Struct>> : group_argument<place::header, header_params<Struct>> {};
template <class Struct>
struct argument<cookie_params<Struct>> : group_argument<place::cookie, cookie_params<Struct>> {};

}  // namespace microfast::binding
