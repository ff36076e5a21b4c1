/// @file
/// What kind of content: "text/html; charset=utf-8".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

/// A media type with its parameters, as views into the field it was read from.
///
/// Type, subtype and names of parameters are compared without regard to case.
/// Source: RFC 9110, section 8.3.1.
struct media_type {
    std::string_view type;        ///< "text"
    std::string_view subtype;     ///< "html"
    std::string_view parameters;  ///< what follows, from the first semicolon on; well-formed

    /// Is it this type, written "text/html", whatever its parameters?
    [[nodiscard]] bool is(std::string_view full_name) const noexcept;

    /// Is it application/json or one of the types that say that they are JSON, "+json"?
    [[nodiscard]] bool is_json() const noexcept;

    /// The value of the first parameter of that name, without quotes.
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// Reads the value of Content-Type. Empty if it is malformed or anything follows it.
///
/// Complexity: O(length); nothing is allocated.
[[nodiscard]] std::optional<media_type> parse_media_type(std::string_view text) noexcept;

}  // namespace microfast::http
