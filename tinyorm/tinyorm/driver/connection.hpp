/// @file
/// One session with a database: what every driver implements.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/core/value.hpp>
#include <tinyorm/driver/copy_buffer.hpp>
#include <tinyorm/driver/result.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tinyorm::driver {

/// What a connection does with a statement after it was prepared.
enum class statement_reuse : std::uint8_t {
    cached,  ///< keep it prepared: it will come again
    once,    ///< prepare it for this execution only: generated text, DDL
};

/// SQL text with the dialect's placeholders: `$1` for PostgreSQL, `?1` for SQLite.
struct statement {
    std::string_view text;
    statement_reuse reuse = statement_reuse::cached;
};

enum class isolation_level : std::uint8_t {
    database_default,  ///< read committed in PostgreSQL, serializable in SQLite
    read_committed,
    repeatable_read,
    serializable,
};

enum class access_mode : std::uint8_t {
    read_write,  ///< SQLite begins IMMEDIATE: a reader that turns writer would fail at once
    read_only,
};

struct transaction_options {
    isolation_level isolation = isolation_level::database_default;
    access_mode access = access_mode::read_write;
    std::chrono::milliseconds statement_timeout{
        0};  ///< of each statement within; 0: the session's own limit
};

/// A table and columns that COPY fills, as plain names; the driver quotes them.
struct copy_target {
    std::string_view table;
    std::span<const std::string_view> columns;
};

/// Adds rows to the buffer until it is full or no row is left; returns false when no row is left.
using copy_source = std::function<bool(copy_buffer&)>;

/// One session with a database.
///
/// Every call blocks its thread. Statements are prepared once and kept, least recently used out
/// first.
/// Thread safety: none, but `cancel()` and `abandon()` may be called by any thread while the
/// connection exists.
/// Errors: `tinyorm::error`, its kind normalised over databases and driver versions.
/// Cancellation: sticky, so that a sequence of statements stops as a whole: see `cancel()`.
class connection {
public:
    connection() = default;
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    virtual ~connection() = default;

    [[nodiscard]] virtual dialect_kind dialect() const noexcept = 0;

    /// Runs one statement. The result may be dropped at any row.
    virtual std::unique_ptr<result> execute(
        const statement& query, std::span<const value> parameters
    ) = 0;
    std::unique_ptr<result> execute(std::string_view sql, std::span<const value> parameters = {}) {
        return execute(statement{sql}, parameters);
    }

    /// Runs any number of statements separated by semicolons, without parameters and without
    /// results.
    virtual void execute_script(std::string_view sql) = 0;

    /// Streams rows into a table and returns how many. SQLite refuses with `unsupported_feature`.
    virtual i64 copy_in(const copy_target& target, const copy_source& source) = 0;

    virtual void begin(const transaction_options& options) = 0;
    void begin() { begin(transaction_options{}); }

    /// Throws `in_doubt` if the session breaks before the answer, and `transaction_aborted` (after
    /// rolling back) if an earlier error had already ended the transaction.
    virtual void commit() = 0;

    /// Ends the transaction, if there is one.
    virtual void rollback() = 0;

    void savepoint(std::string_view name);
    void rollback_to(std::string_view name);
    void release(std::string_view name);

    [[nodiscard]] virtual bool in_transaction() const noexcept = 0;

    /// Ready for somebody else: the session lives, outside a transaction, is not condemned, and no
    /// error or cancellation happened since the last `ping()`.
    [[nodiscard]] virtual bool is_sound() const noexcept = 0;

    /// Asks the database in one round trip whether the session lives. Throws if not; otherwise what
    /// was doubtful is proven, and a cancellation is over.
    virtual void ping() = 0;

    /// Stops what this connection executes and refuses every further statement but a rollback, with
    /// an error of kind `cancelled`, until `ping()`. PostgreSQL ignores it if the statement is only
    /// just being sent: who needs certainty repeats it until the statement has ended.
    void cancel() noexcept;

    /// Never sound again, so that its pool closes it: for who changed the session in a way that he
    /// could not take back.
    void condemn() noexcept { is_condemned_.store(true); }

    /// Ends the session now, without asking a database that may stand still: what is executed
    /// fails, with `in_doubt` if it is a COMMIT, and so does everything from now on.
    void abandon() noexcept;

protected:
    /// Asks the database to stop the statement that is running, if one is. Called by any thread.
    virtual void interrupt() noexcept = 0;

    /// Makes sure that whoever waits for the database waits no more. Called by any thread.
    virtual void cut() noexcept { interrupt(); }

    void refuse_if_cancelled() const;
    [[nodiscard]] bool is_cancelled() const noexcept { return is_cancelled_.load(); }
    [[nodiscard]] bool needs_proof() const noexcept {
        return needs_proof_.load() || is_condemned_.load();
    }
    void require_proof() noexcept { needs_proof_.store(true); }
    void accept_proof() noexcept;

private:
    std::atomic<bool> is_cancelled_{false};
    std::atomic<bool> needs_proof_{false};
    std::atomic<bool> is_condemned_{false};
};

/// `name` in double quotes, as both dialects write an identifier. Throws `invalid_query` if it is
/// empty or holds a NUL.
[[nodiscard]] std::string quote_identifier(std::string_view name);

}  // namespace tinyorm::driver
