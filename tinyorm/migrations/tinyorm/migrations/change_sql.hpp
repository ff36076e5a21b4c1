/// @file
/// The SQL that carries out a change of a schema.
#pragma once

#include <tinyorm/migrations/schema_change.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tinyorm::migrations {

/// How PostgreSQL builds and drops the indexes of tables that are there already.
enum class index_building : std::uint8_t {
    locking,     ///< quickly and within the transaction, while writers wait
    concurrent,  ///< beside writers, outside of a transaction; may be run again after a failure
};

/// What rows get in a column that is added, needs a value and has no default.
enum class absent_values : std::uint8_t {
    refuse,  ///< nothing: the database refuses if there is a row
    /// 0, '', false, an epoch: on the way down, where the values are gone. Of a type without such a
    /// value the database refuses as above. TEXT of a SQLite that was inspected is taken for text.
    zero,
};

struct sql_options {
    index_building indexes = index_building::locking;
    absent_values absent = absent_values::refuse;
};

/// The statements in order, without semicolons. With `concurrent`, those of the indexes of changed
/// tables cannot be part of a transaction: give them a change of their own.
[[nodiscard]] std::vector<std::string> to_sql(
    const schema_change& change, const sql_options& options = {}
);

}  // namespace tinyorm::migrations
