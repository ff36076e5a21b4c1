/// @file
/// Migrations as one script, for databases that only somebody else may touch.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <span>
#include <string>

namespace tinyorm::migrations {

/// What `migrate` would send for these, in order, with transactions and entries in the history: for
/// `psql -v ON_ERROR_STOP=1 -f` or `sqlite3 -bail`.
[[nodiscard]] std::string offline_sql(
    std::span<const migration* const> wanted, dialect_kind dialect
);

}  // namespace tinyorm::migrations
