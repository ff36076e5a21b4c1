/// @file
/// What leads from one state of a schema to another.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// `users` becomes `accounts`, or `users.name` becomes `users.title`, where the table has the name
/// it had before.
struct renaming {
    std::string from;
    std::string to;

    friend bool operator==(const renaming&, const renaming&) = default;
};

/// Reads `users=accounts`, `users.name=users.title` or `users.name=title`. Throws
/// `invalid_configuration` for anything else.
[[nodiscard]] renaming parse_renaming(std::string_view text);

/// The way back.
[[nodiscard]] std::vector<renaming> reversed(std::span<const renaming> renamings);

/// Something of a table that gets another name; `table` is the table's new name.
struct renamed_part {
    std::string table;
    std::string from;
    std::string to;
};

/// An index that gets another name; `index` is as it is then.
struct renamed_index {
    std::string table;
    std::string from;
    index_state index;
};

struct altered_column {
    column_state before;
    column_state after;
};

/// A table that is there before and after, under the names of after: renaming comes first.
struct table_change {
    table_state before;
    table_state after;
    std::vector<column_state> dropped_columns{};
    std::vector<column_state> added_columns{};
    std::vector<altered_column> altered_columns{};
    std::vector<unique_state> dropped_uniques{};
    std::vector<unique_state> added_uniques{};
    std::vector<check_state> dropped_checks{};
    std::vector<check_state> added_checks{};
    std::vector<foreign_key_state> dropped_foreign_keys{};
    std::vector<foreign_key_state> added_foreign_keys{};
    std::vector<index_state> dropped_indexes{};
    std::vector<index_state> added_indexes{};

    [[nodiscard]] bool has_new_key() const { return before.primary_key != after.primary_key; }
    /// True if nothing changes but indexes.
    [[nodiscard]] bool is_only_of_indexes() const;
    [[nodiscard]] bool is_empty() const;
};

struct schema_change {
    dialect_kind dialect = dialect_kind::sqlite;
    std::vector<renamed_part> renamed_tables{};  ///< in an order in which no name is taken
    std::vector<renamed_part> renamed_columns{};
    std::vector<renamed_part> renamed_constraints{};  ///< PostgreSQL only
    std::vector<renamed_index> renamed_indexes{};
    std::vector<table_state> dropped_tables{};  ///< those first that refer to others
    std::vector<table_state> created_tables{};  ///< those first that others refer to
    std::vector<table_change> changed_tables{};

    [[nodiscard]] bool is_empty() const;
};

/// How to get from `before` to `after`. What has another name is the same only if a renaming says
/// so: nothing is guessed.
///
/// Errors: `invalid_configuration` for a renaming of something that is not there, or to a name that
/// is taken before or missing after.
[[nodiscard]] schema_change difference(
    const schema_state& before, const schema_state& after, std::span<const renaming> renamings = {}
);

/// Renamings that would explain columns or tables which go while alike ones come: questions to a
/// human being.
[[nodiscard]] std::vector<renaming> possible_renamings(const schema_change& change);

}  // namespace tinyorm::migrations
