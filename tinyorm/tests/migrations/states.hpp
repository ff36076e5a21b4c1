/// @file
/// Small states of schemas for tests.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

namespace tinyorm::migrations {

/// Users with an id and a name, in PostgreSQL.
inline schema_state users_state() {
    return {
        .dialect = dialect_kind::postgres,
        .tables = {
            {.name = "users",
             .columns =
                 {{.name = "id", .type = "bigint", .is_autoincrement = true},
                  {.name = "name", .type = "text", .max_length = 50}},
             .primary_key = {"id"},
             .uniques = {{"users_name_key", {"name"}}}}}};
}

/// The same in SQLite.
inline schema_state sqlite_users_state() {
    auto state = users_state();
    state.dialect = dialect_kind::sqlite;
    state.tables[0].columns[0].type = "INTEGER";
    state.tables[0].columns[1].type = "TEXT";
    return state;
}

}  // namespace tinyorm::migrations
