/// @file
/// What tables a database has.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/schema_state.hpp>

namespace tinyorm::migrations {

/// Reads the tables of a database: of PostgreSQL those in the first schema of the search path, of
/// SQLite those of the file. The history of migrations is left out, and so is what models cannot
/// say: views, triggers, indexes of expressions or of some rows only.
///
/// What means the same is written the same: `timestamptz`, defaults without casts, a check of a
/// length as the length of its column.
[[nodiscard]] schema_state inspect_schema(driver::connection& connection);

}  // namespace tinyorm::migrations
