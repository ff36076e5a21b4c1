/// @file
/// What tables there are, as a value: of models, of a database, or recorded beside a migration.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/schema/column_definition.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

struct column_state {
    std::string name;
    std::string type;  ///< as the database names it: `bigint`, `TEXT`
    bool is_nullable = false;
    bool is_autoincrement = false;
    std::string default_sql{};   ///< empty: none
    std::size_t max_length = 0;  ///< in characters; 0: unlimited
    /// What SQLite's TEXT holds where that is not just text: `uuid`. Known of models only.
    std::string holds{};

    /// True if the database could not tell them apart.
    friend bool operator==(const column_state& one, const column_state& other);
};

using column_names = std::vector<std::string>;

/// Two are equal if they say the same; their names, which SQLite does not keep, are left out.
struct unique_state {
    std::string name;
    column_names columns;

    friend bool operator==(const unique_state& one, const unique_state& other) {
        return one.columns == other.columns;
    }
};

struct foreign_key_state {
    std::string name;
    column_names columns;
    std::string table;
    column_names key;  ///< the columns of `table` that are referred to
    schema::delete_action on_delete = schema::delete_action::refuse;

    friend bool operator==(const foreign_key_state& one, const foreign_key_state& other) {
        return one.columns == other.columns && one.table == other.table && one.key == other.key &&
               one.on_delete == other.on_delete;
    }
};

/// A check of a database that is no `max_length`; models do not have them.
struct check_state {
    std::string name;
    std::string sql;

    friend bool operator==(const check_state&, const check_state&) = default;
};

struct index_state {
    std::string name;
    column_names columns;
    bool is_unique = false;

    friend bool operator==(const index_state&, const index_state&) = default;
};

struct table_state {
    std::string name;
    std::vector<column_state> columns{};
    column_names primary_key{};
    std::vector<unique_state> uniques{};
    std::vector<check_state> checks{};
    std::vector<foreign_key_state> foreign_keys{};
    std::vector<index_state> indexes{};

    [[nodiscard]] const column_state* find_column(std::string_view wanted) const;
};

/// The tables of a schema, in the terms of one dialect.
struct schema_state {
    dialect_kind dialect = dialect_kind::sqlite;
    std::vector<table_state> tables{};

    [[nodiscard]] const table_state* find_table(std::string_view wanted) const;
};

/// True if both hold the same tables, however their parts are ordered. The order within a key or an
/// index counts.
[[nodiscard]] bool is_same_schema(const schema_state& one, const schema_state& other);

/// The name that a constraint or index has unless somebody chose another, as PostgreSQL makes them:
/// `users_email_key`. One that would be too long ends in a hash of itself.
[[nodiscard]] std::string conventional_name(
    std::string_view table, const column_names& columns, std::string_view suffix
);

/// The tables, those first that others refer to; within a circle, in their given order.
[[nodiscard]] std::vector<const table_state*> in_order_of_reference(
    const std::vector<table_state>& tables
);

}  // namespace tinyorm::migrations
