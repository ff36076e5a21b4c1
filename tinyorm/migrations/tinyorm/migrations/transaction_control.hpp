/// @file
/// What a script may not say when it runs within a transaction.
#pragma once

#include <tinyorm/migrations/migration.hpp>

#include <optional>
#include <string>

namespace tinyorm::migrations {

/// A statement that begins or ends a transaction.
struct transaction_control {
    std::string command;  ///< `COMMIT`, as the script writes it
    int line = 0;         ///< of the script
};

/// The first such statement of a section. Savepoints, `ROLLBACK TO` among them, are none.
[[nodiscard]] std::optional<transaction_control> find_transaction_control(
    const section& searched, dialect_kind dialect
);

}  // namespace tinyorm::migrations
