/// @file
/// A change of a schema in the SQL of PostgreSQL.
#pragma once

#include <tinyorm/migrations/change_sql.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::migrations {

/// Writes one change: first names, then what goes, then what changes, then what comes; references
/// and indexes last.
///
/// Lifetime: of the change.
class postgres_change {
public:
    postgres_change(const schema_change& change, const sql_options& options)
        : change_(change),
          options_(options) {}

    [[nodiscard]] std::vector<std::string> statements();

private:
    void rename();
    void drop_references();
    void drop_constraints_and_indexes(const table_change& table);
    void drop_tables();
    void drop_index(const index_state& index);
    void alter_columns(const table_change& table);
    void alter_column(std::string_view table, const altered_column& column);
    void alter_type(std::string_view table, const altered_column& column);
    void number_column(std::string_view table, const column_state& column);
    void create_tables();
    void add_columns(const table_change& table);
    void add_constraints(const table_change& table);
    void add_references();
    void create_indexes();

    void add(std::string statement) { statements_.push_back(std::move(statement)); }
    void alter(std::string_view table, const std::string& action);
    void drop_constraint(std::string_view table, std::string_view name);

    const schema_change& change_;
    sql_options options_;
    std::vector<std::string> statements_;
    std::vector<std::pair<std::string, foreign_key_state>> late_references_;
};

}  // namespace tinyorm::migrations
