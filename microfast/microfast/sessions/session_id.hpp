/// @file
/// Names of sessions that nobody can guess.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace microfast::sessions {

/// 256 random bits of the system, 43 characters that fit into a cookie. Throws `error` if the
/// system has none.
[[nodiscard]] std::string make_session_id();

/// Could it be one? Spares the store what is none.
[[nodiscard]] bool is_session_id(std::string_view text) noexcept;

/// Without padding. Source: RFC 4648, section 5.
[[nodiscard]] std::string to_base64url(std::span<const unsigned char> bytes);

}  // namespace microfast::sessions
