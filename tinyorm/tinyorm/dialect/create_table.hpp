/// @file
/// CREATE TABLE from a model.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <string>

namespace tinyorm::dialect {

/// A script that creates the table and its indexes.
///
/// Errors: `unsupported_feature` where the dialect lacks something, `invalid_query` for a foreign
/// key to a table without a primary key of one column.
[[nodiscard]] std::string create_table(
    const sql_dialect& dialect, const schema::table_definition& table
);

}  // namespace tinyorm::dialect
