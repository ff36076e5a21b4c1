/// @file
/// What a select may select: no column that its groups or its joins leave undefined.
/// Private header.
#pragma once

#include <tinyorm/dialect/scope.hpp>
#include <tinyorm/query/statement.hpp>

#include <cstddef>
#include <span>

namespace tinyorm::dialect {

/// Throws `invalid_query` for a selected column that stands beside an aggregate, or a group,
/// without being of it: SQLite would answer with any row's value.
void refuse_ungrouped(const query::statement& select, const scope& within);

/// Throws `invalid_query` for a selected column that cannot be empty, though an outer join may find
/// no row for it.
void refuse_missing(const query::statement& select, const scope& within);

/// Which of the expressions of `list` `wanted` is, from 1; 0 if it is none. Names do not count.
[[nodiscard]] std::size_t position_of(
    const query::expression& list, std::span<const query::node> wanted
);

}  // namespace tinyorm::dialect
