/// @file
/// The tables of a SQLite database, from its pragmas and the statements that created them.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/schema_state.hpp>

#include <memory>
#include <string>

namespace tinyorm::migrations {

class sqlite_inspection {
public:
    explicit sqlite_inspection(driver::connection& connection) : connection_(connection) {}

    [[nodiscard]] schema_state read();

private:
    [[nodiscard]] table_state read_table(const std::string& name, const std::string& sql);
    void read_columns(table_state& table);
    void read_foreign_keys(table_state& table);
    void read_indexes(table_state& table);
    void read_index(table_state& table, const std::string& name, bool is_unique);
    [[nodiscard]] std::unique_ptr<driver::result> ask(
        const std::string& query, const std::string& name
    );

    driver::connection& connection_;
};

}  // namespace tinyorm::migrations
