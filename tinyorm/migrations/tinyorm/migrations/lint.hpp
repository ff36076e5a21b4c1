/// @file
/// What may go wrong when a migration meets rows and running programs.
#pragma once

#include <tinyorm/migrations/migration.hpp>
#include <tinyorm/migrations/schema_change.hpp>
#include <tinyorm/migrations/schema_state.hpp>

#include <string>
#include <vector>

namespace tinyorm::migrations {

/// One thing that somebody should look at before it runs.
struct finding {
    std::string code;
    std::string message;

    friend bool operator==(const finding&, const finding&) = default;
};

/// What a change of a schema does to rows and programs, by the codes that Atlas gives it:
///
///     DS101 a schema is dropped           MF101 a column that is there becomes unique
///     DS102 a table is dropped            MF102 an index that is there becomes unique
///     DS103 a column is dropped           MF103 a column without default needs a value
///     BC101 a table is renamed            MF104 a column that could be empty needs a value
///     BC102 a column is renamed           CD101 a foreign key is dropped
///     LT101 as MF104, without a default, in SQLite
///
/// Source: Atlas documentation, "Migration Analyzers". CD101 is not told of tables that go.
[[nodiscard]] std::vector<finding> findings_of(const schema_change& change);

/// The same of the SQL of a script that somebody wrote or edited, as far as its words tell. A table
/// that is dropped and takes its place again is rebuilt, which is nothing to be told.
[[nodiscard]] std::vector<finding> findings_of(const section& written, dialect_kind dialect);

/// All findings of a migration that its author has not allowed. `before` and `after`, if it has
/// them, are the states that it leads from and to.
[[nodiscard]] std::vector<finding> findings_of(
    const migration& checked, const schema_state* before, const schema_state* after
);

}  // namespace tinyorm::migrations
