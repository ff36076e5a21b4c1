/// @file
/// A small schema, and what may happen to it.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <string>
#include <vector>

namespace tinyorm::migrations {

/// Users, their posts, and tags.
[[nodiscard]] schema_state base_schema(dialect_kind dialect);

/// Rows for these tables, as SQL.
[[nodiscard]] std::string base_rows(dialect_kind dialect);

struct named_change {
    std::string name;
    void (*apply)(schema_state& state);
};

/// What may happen to the schema; the first change is none.
[[nodiscard]] const std::vector<named_change>& schema_changes();

}  // namespace tinyorm::migrations
