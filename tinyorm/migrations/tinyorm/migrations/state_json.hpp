/// @file
/// States of schemas as JSON, as they are recorded beside migrations and handed from program to
/// tool.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <string>
#include <string_view>

namespace tinyorm::migrations {

/// Indented, its tables and their parts in the given order; ends with a line end.
[[nodiscard]] std::string to_json(const schema_state& state);

/// Throws `invalid_configuration`, naming `origin`, for text that is not such a state.
[[nodiscard]] schema_state parse_state(std::string_view json, const std::string& origin);

/// `sqlite` or `postgres`.
[[nodiscard]] std::string_view to_string(dialect_kind dialect) noexcept;

/// Throws `invalid_configuration` for any other name.
[[nodiscard]] dialect_kind parse_dialect(std::string_view name);

}  // namespace tinyorm::migrations
