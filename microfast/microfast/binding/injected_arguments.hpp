/// @file
/// Arguments that are given, not read: the request itself, what belongs to it, and objects that the
/// application provides.
#pragma once

#include <microfast/binding/argument.hpp>
#include <microfast/binding/reflection.hpp>

#include <concepts>
#include <stop_token>
#include <type_traits>

namespace microfast::binding {

template <>
struct argument<http::request&> : argument_defaults {
    struct kept {
        http::request* request = nullptr;
    };
    static consteval void add_to(path_needs& needs) { needs.reads_request = true; }
    static void read(call& from, kept& made) { made.request = &from.request(); }
    static http::request& pass(kept& made) noexcept { return *made.request; }
};
template <>
struct argument<const http::request&> : argument<http::request&> {};

template <>
struct argument<http::response&> : argument_defaults {
    struct kept {
        http::response* response = nullptr;
    };
    static void read(call& from, kept& made) { made.response = &from.response(); }
    static http::response& pass(kept& made) noexcept { return *made.response; }
};

template <>
struct argument<http::background_tasks&> : argument_defaults {
    struct kept {
        http::background_tasks* tasks = nullptr;
    };
    static void read(call& from, kept& made) {
        made.tasks = &from.request().context().background();
    }
    static http::background_tasks& pass(kept& made) noexcept { return *made.tasks; }
};

template <>
struct argument<http::request_context&> : argument_defaults {
    struct kept {
        http::request_context* context = nullptr;
    };
    static void read(call& from, kept& made) { made.context = &from.request().context(); }
    static http::request_context& pass(kept& made) noexcept { return *made.context; }
};

template <>
struct argument<std::stop_token> : value_argument<std::stop_token> {
    static void read(call& from, std::stop_token& made) {
        made = from.request().context().stop_token();
    }
};

/// Everything else that is taken by a reference to what is not const: a provided object.
template <class Object>
concept provided_object = std::is_class_v<Object> && !std::is_const_v<Object>;

template <provided_object Object>
struct argument<Object&> : argument_defaults {
    static constexpr bool needs_request = false;
    struct kept {
        Object* object = nullptr;
    };
    static void read(call& from, kept& made) {
        made.object = static_cast<Object*>(from.provided(&key_of_type<Object>, type_name<Object>));
    }
    static Object& pass(kept& made) noexcept { return *made.object; }
    static void describe(operation_description& into) {
        into.requirements.push_back({&key_of_type<Object>, type_name<Object>});
    }
};

}  // namespace microfast::binding
