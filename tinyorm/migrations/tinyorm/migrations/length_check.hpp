/// @file
/// The check that `max_length` of a column becomes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tinyorm::migrations {

struct length_check {
    std::string column;
    std::size_t max_length = 0;
};

/// Reads `length("name") <= 50`, with or without quotes, casts and parentheses; nothing for any
/// other check.
[[nodiscard]] std::optional<length_check> parse_length_check(std::string_view sql);

}  // namespace tinyorm::migrations
