/// @file
/// The pieces of SQL that define tables, where the dialects agree.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// `"a", "b"`. Throws `invalid_query` for what is no identifier.
[[nodiscard]] std::string quoted_list(std::span<const std::string> names);

/// `"users" ("name", "title")`.
[[nodiscard]] std::string quoted_with_columns(std::string_view table, const column_names& columns);

/// `"name" text NOT NULL DEFAULT 'x'`, without what is a constraint of its own.
[[nodiscard]] std::string column_clause(dialect_kind dialect, const column_state& column);

[[nodiscard]] std::string primary_key_clause(const table_state& table);
[[nodiscard]] std::string unique_clause(const unique_state& unique);
[[nodiscard]] std::string check_clause(const check_state& check);
[[nodiscard]] std::string length_check_clause(std::string_view table, const column_state& column);
[[nodiscard]] std::string foreign_key_clause(const foreign_key_state& reference);

/// CREATE TABLE under `name`, which is another than the table's own while it is rebuilt, with the
/// foreign keys given; without indexes.
[[nodiscard]] std::string create_table_sql(
    dialect_kind dialect,
    const table_state& table,
    std::string_view name,
    std::span<const foreign_key_state> foreign_keys
);

/// CREATE INDEX; `options` stands behind `INDEX `.
[[nodiscard]] std::string create_index_sql(
    std::string_view table, const index_state& index, std::string_view options = ""
);

/// What stands for a missing value in a column that needs one: 0, '', false, an epoch. Empty for a
/// type that has no such value.
[[nodiscard]] std::string zero_of(const column_state& column);

}  // namespace tinyorm::migrations
