/// @file
/// Bytes, and their form as text.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace microfast {

/// Binary content.
using bytes = std::vector<std::byte>;

/// In the standard alphabet, padded. Source: RFC 4648, section 4.
[[nodiscard]] std::string to_base64(std::span<const std::byte> content);

/// Reads exactly what `to_base64` writes; empty for other characters, white space, missing padding,
/// or bits after the end that are not zero (section 3.5).
[[nodiscard]] std::optional<bytes> parse_base64(std::string_view text);

}  // namespace microfast
