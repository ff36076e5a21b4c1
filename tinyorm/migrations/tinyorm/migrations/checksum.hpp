/// @file
/// Tells one text from another.
#pragma once

#include <string>
#include <string_view>

namespace tinyorm::migrations {

/// 16 hexadecimal digits; carriage returns do not count.
/// Source: FNV-1a, 64 bits. It tells an edited text from the first one; nobody forges it.
[[nodiscard]] std::string checksum_of(std::string_view text);

}  // namespace tinyorm::migrations
