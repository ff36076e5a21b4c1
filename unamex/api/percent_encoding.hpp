/// @file
/// Text in URLs: bytes that would mean something there travel as `%` and two hexadecimal digits
/// (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unamex::api {

/// Everything but letters, digits and `-._~` encoded.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// The text of one part of a query, where `+` is a space; nothing for a `%` without two digits
/// after it.
[[nodiscard]] std::optional<std::string> decode_query_part(std::string_view encoded);

}  // namespace unamex::api
