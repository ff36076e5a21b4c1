/// @file
/// Is this text UTF-8?
#pragma once

#include <string_view>

namespace microfast::http {

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
/// Source: The Unicode Standard, table 3-7.
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

}  // namespace microfast::http
