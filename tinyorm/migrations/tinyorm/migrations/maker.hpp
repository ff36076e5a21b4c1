/// @file
/// Writes migrations from the difference of two states.
#pragma once

#include <tinyorm/migrations/change_sql.hpp>
#include <tinyorm/migrations/migration.hpp>
#include <tinyorm/migrations/schema_change.hpp>
#include <tinyorm/migrations/schema_state.hpp>

#include <span>
#include <string>
#include <vector>

namespace tinyorm::migrations {

/// A migration before it is written to its files.
struct planned_migration {
    std::string name;
    std::string script;
    schema_state state;  ///< that it leads to
};

struct maker_options {
    std::string name{};                 ///< what it does; empty: made up
    std::vector<renaming> renamings{};  ///< what only has another name now
    /// `concurrent` gives the indexes of tables that are there already a migration of their own,
    /// which runs beside writers and outside of a transaction. PostgreSQL only.
    index_building indexes = index_building::locking;
};

/// The migrations that lead from one state to another, behind those that exist: none, one, or with
/// concurrent indexes two.
///
/// Errors: as of `difference`, for either direction; `invalid_configuration` for a name that is no
/// identifier; `unsupported_feature` for concurrent indexes in SQLite.
[[nodiscard]] std::vector<planned_migration> make_migrations(
    std::span<const migration> existing,
    const schema_state& before,
    const schema_state& after,
    const maker_options& options = {}
);

/// `0007_add_name`: the number behind the newest one.
[[nodiscard]] std::string next_name(std::span<const migration> existing, const std::string& what);

}  // namespace tinyorm::migrations
