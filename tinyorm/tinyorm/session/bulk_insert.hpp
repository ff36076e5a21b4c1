/// @file
/// Inserting many rows the fastest way each database has.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/query/statement.hpp>
#include <tinyorm/schema/table_definition.hpp>
#include <tinyorm/session/shape_cache.hpp>

#include <cstdint>

namespace tinyorm {

/// What happens to rows whose key exists already.
enum class conflict_policy : std::uint8_t {
    fail,        ///< throws `unique_violation`; no row is inserted
    do_nothing,  ///< they are left out
};

/// Inserts rows inside the connection's transaction and returns how many were inserted.
///
/// PostgreSQL gets them by COPY, through a staging table where conflicts are to be ignored; SQLite
/// by prepared inserts of many rows each.
i64 insert_in_bulk(
    driver::connection& connection,
    shape_cache& shapes,
    const schema::table_definition& table,
    schema::row_span rows,
    conflict_policy policy
);

}  // namespace tinyorm
