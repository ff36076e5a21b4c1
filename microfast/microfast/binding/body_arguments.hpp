/// @file
/// Arguments that are made from the body: a document, a form and its files, or the bytes
/// themselves.
#pragma once

#include <microfast/binding/argument.hpp>
#include <microfast/core/base64.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace microfast::binding {

namespace detail {

template <class T>
inline constexpr bool is_list_of_uploads = false;
template <>
inline constexpr bool is_list_of_uploads<std::vector<upload>> = true;

}  // namespace detail

struct body_argument : argument_defaults {
    static constexpr stage made_in = stage::body;
    static constexpr bool is_body = true;
};

// JSON.

/// A struct, a list, a map or a variant of what JSON can say, or any JSON: the body by itself.
template <class T>
concept document = std::same_as<T, http::json> ||
                   (detail::is_made_of<T, std::vector> && !std::same_as<T, bytes>) ||
                   detail::bound_map<T> || detail::is_made_of<T, std::variant> ||
                   (reflectable<T> && !scalar<T> && !detail::is_parameter<T>);

template <document T>
struct argument<T> : body_argument {
    using kept = T;
    static T&& pass(kept& made) noexcept { return std::move(made); }
    static void read(call& from, T& made) {
        from.read_document(binding::describe<T>(), detail::address_of(made));
    }
    static void describe(operation_description& into) {
        into.body = {"application/json", &binding::describe<T>()};
    }
};

/// A body that may be missing.
template <document T>
struct argument<std::optional<T>> : body_argument {
    using kept = std::optional<T>;
    static kept&& pass(kept& made) noexcept { return std::move(made); }
    static void read(call& from, kept& made) {
        if (from.request().body().empty()) return;
        from.read_document(binding::describe<T>(), detail::address_of(made.emplace()));
    }
    static void describe(operation_description& into) {
        into.body = {"application/json", &binding::describe<T>(), false};
    }
};

// Bytes.

template <>
struct argument<bytes> : body_argument {
    using kept = bytes;
    static bytes&& pass(kept& made) noexcept { return std::move(made); }
    static void read(call& from, bytes& made) {
        const auto body = std::as_bytes(std::span(from.request().body()));
        made.assign(body.begin(), body.end());
    }
    static void describe(operation_description& into) { into.body = {"application/octet-stream"}; }
};

// Forms. Fields and files may be several arguments: together they are the body.

struct form_argument : argument_defaults {
    static constexpr stage made_in = stage::body;
    static constexpr bool is_form = true;
};

template <fixed_string Name, class T, class... Tags>
struct argument<form<Name, T, Tags...>> : form_argument {
    using kept = form<Name, T, Tags...>;
    static kept&& pass(kept& made) noexcept { return std::move(made); }
    static const parameter_shape& shape() {
        static const parameter_shape made{
            place::form, kept::name, &kept::schema(), kept::has_default};
        return made;
    }
    static void read(call& from, kept& made) {
        made.set_default();
        from.read_parameter(shape(), &made.value);
    }
    static void describe(operation_description& into) {
        into.add(form_field_description{
            std::string(kept::name), shape().schema, shape().is_required()});
    }
};

template <class Struct>
struct argument<form_data<Struct>> : form_argument {
    using kept = form_data<Struct>;
    static_assert(reflectable<Struct>, "microfast: the fields of a plain struct are form fields");
    static kept&& pass(kept& made) noexcept { return std::move(made); }
    static void read(call& from, kept& made) {
        from.read_group(place::form, binding::describe<Struct>(), &made.value);
    }
    static void describe(operation_description& into) {
        describe_group(into, place::form, binding::describe<Struct>());
    }
};

template <fixed_string Name, class T>
struct argument<file<Name, T>> : form_argument {
    using kept = file<Name, T>;
    static constexpr bool has_file = true;
    static constexpr bool is_list = detail::is_list_of_uploads<T>;
    static constexpr bool is_optional = std::same_as<T, std::optional<upload>>;
    static_assert(
        is_list || is_optional || std::same_as<T, upload>,
        "microfast: a file is an upload, an optional one or a vector of them"
    );
    static kept&& pass(kept& made) noexcept { return std::move(made); }
    static void read(call& from, kept& made) {
        if constexpr (is_list) {
            made.value = from.take_files(kept::name);
        } else if (auto* found = from.find_file(kept::name, is_optional)) {
            made.value = std::move(*found);
        }
    }
    static void describe(operation_description& into) {
        into.add(form_field_description{
            std::string(kept::name), nullptr, !is_optional && !is_list, is_list});
    }
};

}  // namespace microfast::binding
