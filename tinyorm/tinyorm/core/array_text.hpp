/// @file
/// Arrays as the databases send them: PostgreSQL as `{1,2}`, SQLite as the JSON text `[1,2]`.
/// Private header.
#pragma once

#include <tinyorm/core/types.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm {

/// Reads an array of either form; false if `text` is anything else, holds a NULL, or arrays within.
[[nodiscard]] bool parse_array(std::string_view text, std::vector<i64>& target);
[[nodiscard]] bool parse_array(std::string_view text, std::vector<std::string>& target);

/// Writes PostgreSQL's form behind `text`.
void append_array(std::string& text, const std::vector<i64>& elements);
void append_array(std::string& text, const std::vector<std::string>& elements);

}  // namespace tinyorm
