/// @file
/// A session with a PostgreSQL database.
/// Private header.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/driver/postgres/parameters.hpp>
#include <tinyorm/driver/postgres/postgres_result.hpp>
#include <tinyorm/driver/postgres/session.hpp>
#include <tinyorm/driver/statement_cache.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tinyorm::driver::postgres {

/// A session with a PostgreSQL database. Once it broke it stays broken: it never connects again.
///
/// When a table was altered since a statement was prepared, all of them are prepared anew: at once
/// outside of a transaction; within one, which that error has ended, the statement throws
/// `serialization_failure`, and the transaction is to be run again. What scripts PREPARE by
/// themselves is forgotten then too.
class postgres_connection final : public connection {
public:
    explicit postgres_connection(const std::string& conninfo);

    using connection::begin;
    using connection::execute;

    [[nodiscard]] dialect_kind dialect() const noexcept override { return dialect_kind::postgres; }
    std::unique_ptr<result> execute(const statement& query, std::span<const value> parameters)
        override;
    void execute_script(std::string_view sql) override;
    i64 copy_in(const copy_target& target, const copy_source& source) override;
    void begin(const transaction_options& options) override;
    void commit() override;
    void rollback() override;
    [[nodiscard]] bool in_transaction() const noexcept override;
    [[nodiscard]] bool is_sound() const noexcept override;
    void ping() override;

private:
    using cache = statement_cache<std::string>;  // the names of prepared statements

    void interrupt() noexcept override { session_.cancel(); }
    void cut() noexcept override { session_.cut(); }

    [[nodiscard]] PGconn* handle() const noexcept { return session_.handle(); }
    [[nodiscard]] result_handle execute_prepared(std::string_view sql);
    [[nodiscard]] const std::string& prepare(std::string_view sql);
    void forget_prepared() noexcept;
    result_handle run(const std::string& sql);
    result_handle check(PGresult* received);
    [[noreturn]] void fail(const PGresult* failed);
    [[noreturn]] void fail_commit(const PGresult* failed);
    void send_rows(const copy_source& source);
    [[nodiscard]] result_handle last_answer();

    session session_;
    cache statements_;
    parameters parameters_;  // of the statement that is sent
    std::uint64_t prepared_ = 0;
    bool has_forgotten_ = false;  // statements that the server still keeps
    bool has_statement_timeout_ = false;
    bool is_broken_ = false;
};

}  // namespace tinyorm::driver::postgres
