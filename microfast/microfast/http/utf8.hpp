/// @file
/// Is this text UTF-8?
#pragma once

#include <cstddef>
#include <string_view>

namespace microfast::http {

/// How many bytes the character has that `text`, not empty, begins with; 0 if they are no
/// well-formed UTF-8.
[[nodiscard]] std::size_t utf8_size(std::string_view text) noexcept;

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
/// Source: The Unicode Standard, table 3-7.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

}  // namespace microfast::http
