/// @file
/// The tables of a PostgreSQL database, from its catalogs.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/migrations/schema_state.hpp>

#include <span>
#include <string>
#include <string_view>

namespace tinyorm::migrations {

/// Asks once for the columns, once for the constraints and once for the indexes of all tables.
class postgres_inspection {
public:
    explicit postgres_inspection(driver::connection& connection) : connection_(connection) {}

    [[nodiscard]] schema_state read();

private:
    void read_columns();
    void read_constraints();
    void read_constraint(table_state& table, std::span<const cell> row);
    void read_check(table_state& table, std::string name, std::string definition);
    void read_indexes();
    [[nodiscard]] table_state& table_named(std::string_view name);

    driver::connection& connection_;
    schema_state state_{.dialect = dialect_kind::postgres};
};

}  // namespace tinyorm::migrations
