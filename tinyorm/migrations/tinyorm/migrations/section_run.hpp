/// @file
/// Runs the section of one migration, as a whole or in pieces.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <functional>

namespace tinyorm::migrations {

/// Runs a section and then `record`, both in one transaction unless the section wants none.
///
/// Errors: the database's own, naming the migration; `migration_refused` if the section begins or
/// ends a transaction that is not its own, or loses a trigger or index of a table that it rebuilds;
/// `foreign_key_violation` if SQLite's check of them finds a row without parent; what `record`
/// throws. Each after rolling back.
void run_section(
    driver::connection& connection,
    const migration& owner,
    const section& executed,
    const std::function<void()>& record
);

}  // namespace tinyorm::migrations
