/// @file
/// A change of a schema in the SQL of SQLite.
#pragma once

#include <tinyorm/migrations/change_sql.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// Writes one change. What SQLite's ALTER TABLE cannot do becomes a new table that takes the rows
/// of the old one and then its name.
///
/// Wants to run while foreign keys are not enforced, as the migration runner does; it checks them
/// before it commits. Lifetime: of the change.
/// Source: SQLite documentation, "ALTER TABLE", section 7, the procedure of 12 steps. Step 1, 11,
/// 12 (foreign keys off and on), 2 and 10 (the transaction, the check) are the runner's; step 8
/// (triggers and views) is left to the author, whom the runner stops if something would be lost.
class sqlite_change {
public:
    sqlite_change(const schema_change& change, const sql_options& options)
        : change_(change),
          options_(options) {}

    [[nodiscard]] std::vector<std::string> statements();

private:
    void rename();
    void change_table(const table_change& table);
    void alter(const table_change& table);
    void rebuild(const table_change& table);
    void copy_rows(const table_change& table, std::string_view target);
    void keep_numbering(const table_change& table, std::string_view target);

    void add(std::string statement) { statements_.push_back(std::move(statement)); }
    void create_indexes(const std::string& table, const std::vector<index_state>& indexes);

    const schema_change& change_;
    sql_options options_;
    std::vector<std::string> statements_;
};

}  // namespace tinyorm::migrations
