/// @file
/// From statements to SQL text and its parameters.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/query/statement.hpp>

#include <string>
#include <vector>

namespace tinyorm::dialect {

/// The SQL text, with placeholders; depends on the statement's shape only.
///
/// Errors: `unsupported_feature` where the dialect lacks something; `invalid_query` for a column of
/// another table, an update or remove without condition, and other statements without meaning.
[[nodiscard]] std::string render(const sql_dialect& dialect, const query::statement& statement);

/// The parameters, in the order of the placeholders.
[[nodiscard]] std::vector<value> parameters_of(
    const sql_dialect& dialect, const query::statement& statement
);

}  // namespace tinyorm::dialect
