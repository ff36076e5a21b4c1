/// @file
/// A session with a SQLite database.
/// Private header.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/driver/sqlite/location.hpp>
#include <tinyorm/driver/sqlite/prepared.hpp>
#include <tinyorm/driver/statement_cache.hpp>

#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <string_view>

namespace tinyorm::driver::sqlite {

/// A session in WAL mode, with foreign keys enforced.
///
/// A writer waits for its turn when it begins, at most for the location's `busy_timeout`; then
/// `begin` throws `busy`, and to begin again is to wait as long again. The transaction's
/// `statement_timeout`, if that is shorter, ends the waiting with `timeout`.
class sqlite_connection final : public connection {
public:
    explicit sqlite_connection(const location& where);

    using connection::begin;
    using connection::execute;

    [[nodiscard]] dialect_kind dialect() const noexcept override { return dialect_kind::sqlite; }
    std::unique_ptr<result> execute(const statement& query, std::span<const value> parameters)
        override;
    void execute_script(std::string_view sql) override;
    i64 copy_in(const copy_target& target, const copy_source& source) override;
    void begin(const transaction_options& options) override;
    void commit() override;
    void rollback() override;
    [[nodiscard]] bool in_transaction() const noexcept override {
        return sqlite3_get_autocommit(handle_.get()) == 0;
    }
    [[nodiscard]] bool is_sound() const noexcept override;
    void ping() override;

private:
    friend class sqlite_result;
    using clock = std::chrono::steady_clock;
    using cache = statement_cache<prepared>;
    struct closer {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
    };
    enum class transaction { none, read_write, read_only };

    void interrupt() noexcept override { sqlite3_interrupt(handle_.get()); }

    void open(const location& where);
    void configure(const location& where);
    void use_write_ahead_log();
    void run(const char* sql);
    void start_work();
    void end_transaction() noexcept;
    [[nodiscard]] bool is_late() const;
    [[nodiscard]] prepared prepare(std::string_view sql, unsigned flags);
    [[nodiscard]] cache::entry* lend(const statement& query);
    [[noreturn]] void fail(std::string_view sql = {});
    static int wait_for_lock(void* self, int attempts);
    static int must_stop(void* self);

    std::unique_ptr<sqlite3, closer> handle_;
    cache statements_;  // after handle_: statements are finalised before the handle closes
    std::chrono::milliseconds busy_timeout_;
    clock::time_point busy_until_;  // of the lock that is being waited for
    std::chrono::milliseconds statement_timeout_{0};
    clock::time_point statement_until_;
    transaction transaction_ =
        transaction::none;  // what was begun; SQLite may have ended it by itself
};

}  // namespace tinyorm::driver::sqlite
