/// @file
/// Arguments that say who sends a request. They are read, not judged: that is a dependency's work.
#pragma once

#include <microfast/binding/argument.hpp>
#include <microfast/binding/fixed_string.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::binding {

/// The token of `Authorization: Bearer ...`. A request without one is answered with 401; an
/// optional one may be missing. Source: RFC 6750, section 2.1.
struct bearer_token : parameter_base {
    std::string value;
    static constexpr std::string_view security_name = "bearer";
    static constexpr std::string_view security_scheme = R"({"type":"http","scheme":"bearer"})";
    static constexpr std::string_view challenge = "Bearer";

    /// Reads the request; false if it has none, or a malformed one.
    [[nodiscard]] bool read(const http::request& request);
};

/// Name and password of `Authorization: Basic ...`. A request without is answered with 401; an
/// optional one may be missing. Source: RFC 7617.
struct basic_credentials : parameter_base {
    std::string name;
    std::string password;
    static constexpr std::string_view security_name = "basic";
    static constexpr std::string_view security_scheme = R"({"type":"http","scheme":"basic"})";
    static constexpr std::string_view challenge = R"(Basic realm="api", charset="UTF-8")";

    [[nodiscard]] bool read(const http::request& request);
};

template <class T>
concept credentials = requires(T& value, const http::request& request) {
    { value.read(request) } -> std::same_as<bool>;
    { T::challenge } -> std::convertible_to<std::string_view>;
};

/// Answers with 401 and the challenge.
void answer_unauthorized(call& from, std::string_view challenge);

template <credentials T>
struct argument<T> : value_argument<T> {
    static void read(call& from, T& made) {
        if (!made.read(from.request())) answer_unauthorized(from, T::challenge);
    }
    static void describe(operation_description& into) {
        into.add(security_description{T::security_name, T::security_scheme});
    }
};

template <credentials T>
struct argument<std::optional<T>> : value_argument<std::optional<T>> {
    static void read(call& from, std::optional<T>& made) {
        if (!made.emplace().read(from.request())) made.reset();
    }
    static void describe(operation_description& into) {
        into.add(security_description{T::security_name, T::security_scheme, false});
    }
};

}  // namespace microfast::binding
