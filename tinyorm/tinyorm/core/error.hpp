/// @file
/// The one exception of tinyorm, with the kinds of failure that a program can act upon.
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tinyorm {

/// What went wrong, in terms that are the same for every database and every version of its driver.
enum class error_kind : std::uint8_t {
    unique_violation,       ///< a row with this key exists already
    foreign_key_violation,  ///< the row referred to does not exist, or is still referred to
    not_null_violation,     ///< a column that needs a value got none
    check_violation,        ///< a CHECK constraint said no
    exclusion_violation,    ///< an exclusion constraint of PostgreSQL said no
    serialization_failure,  ///< concurrent transactions have no serial order: run the whole again
    deadlock,        ///< the database ended this transaction to end a deadlock: run the whole again
    stale_row,       ///< an object's row is not what it was when it was read: run the whole again
    busy,            ///< a lock was not granted in time: SQLite's BUSY, PostgreSQL's lock timeout
    timeout,         ///< a deadline passed while the database worked
    cancelled,       ///< somebody asked the database to stop
    cannot_connect,  ///< no session could be opened
    connection_lost,  ///< the session broke: a statement outside a transaction may have happened
    in_doubt,         ///< the session broke during COMMIT: nobody knows whether it happened
    transaction_aborted,  ///< an earlier error ended the transaction; only a rollback is possible
    invalid_query,        ///< the database does not understand the statement or its parameters
    permission_denied,    ///< the database forbids it to this user, or the database is read only
    out_of_resources,     ///< disk or memory of the database is full, or it has too many sessions
    unsupported_feature,  ///< this dialect or driver cannot do that
    value_out_of_range,  ///< a value does not fit its type, or is not of the type that was expected
    unexpected_null,     ///< NULL where the program has no room for it
    no_rows,             ///< a row was expected and there is none
    too_many_rows,       ///< one row was expected and there are more
    pool_exhausted,      ///< no connection became free in time, or too many wait already
    invalid_configuration,  ///< a URL or an option is wrong
    migration_refused,      ///< applying or rolling back would be unsafe; the message says why
    database_failure,       ///< anything else the database reports
};

/// The enumerator's name, for logs and metrics.
[[nodiscard]] std::string_view to_string(error_kind kind) noexcept;

/// What the database told about a failure; every field may be empty.
struct error_context {
    std::string sqlstate{};    ///< five characters, PostgreSQL only
    std::string constraint{};  ///< its name; SQLite names only CHECK constraints
    std::string table{};
    std::string column{};  ///< of several columns, all, separated by commas
};

/// Every failure that tinyorm reports.
class error : public std::runtime_error {
public:
    error(
        error_kind kind,
        const std::string& message,
        error_context context = {},
        std::source_location where = std::source_location::current()
    );

    [[nodiscard]] error_kind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::string& sqlstate() const noexcept { return context_->sqlstate; }
    [[nodiscard]] const std::string& constraint() const noexcept { return context_->constraint; }
    [[nodiscard]] const std::string& table() const noexcept { return context_->table; }
    [[nodiscard]] const std::string& column() const noexcept { return context_->column; }
    [[nodiscard]] const std::source_location& where() const noexcept { return where_; }

    /// True if running the whole transaction again may succeed and cannot apply it twice.
    [[nodiscard]] bool is_retryable() const noexcept;

private:
    error_kind kind_;
    std::shared_ptr<const error_context> context_;  // shared: copying an exception must not throw
    std::source_location where_;
};

}  // namespace tinyorm
