#include <tinyorm/driver/postgres/failure.hpp>
#include <tinyorm/driver/postgres/postgres_connection.hpp>

#include <utility>

namespace tinyorm::driver::postgres {
namespace {

constexpr std::size_t cached_statements = 200;
constexpr int late_cancellations = 3;  // that may hit a statement after the one they were meant for

std::string begin_statement(const transaction_options& options) {
    std::string sql = "BEGIN";
    switch (options.isolation) {
        case isolation_level::database_default: break;
        case isolation_level::read_committed: sql += " ISOLATION LEVEL READ COMMITTED"; break;
        case isolation_level::repeatable_read: sql += " ISOLATION LEVEL REPEATABLE READ"; break;
        case isolation_level::serializable: sql += " ISOLATION LEVEL SERIALIZABLE"; break;
    }
    if (options.access == access_mode::read_only) sql += " READ ONLY";
    if (const auto limit = options.statement_timeout.count(); limit > 0) {
        sql += "; SET LOCAL statement_timeout = " + std::to_string(limit);
    }
    return sql;
}

std::string copy_statement(const copy_target& target) {
    std::string sql = "COPY " + quote_identifier(target.table) + " (";
    for (bool is_first = true; const auto column : target.columns) {
        if (!is_first) sql += ", ";
        is_first = false;
        sql += quote_identifier(column);
    }
    return sql += ") FROM STDIN";
}

// The statement was prepared before something it depends on changed, or somebody deallocated it.
bool is_outdated(const error& failed) {
    return (failed.sqlstate() == "0A000" && failed.kind() == error_kind::serialization_failure) ||
           failed.sqlstate() == "26000";
}

std::string terminated(std::string_view sql) {
    if (sql.find('\0') == std::string_view::npos) return std::string{sql};
    throw error(error_kind::invalid_query, "SQL must not hold a NUL character");
}

}  // namespace

postgres_connection::postgres_connection(const std::string& conninfo)
    : session_(conninfo),
      statements_(cached_statements) {}

void postgres_connection::fail(const PGresult* failed) {
    require_proof();
    auto failure = to_error(handle(), failed);
    if (failure.kind() == error_kind::connection_lost) is_broken_ = true;
    if (failure.kind() == error_kind::cancelled && !is_cancelled() && has_statement_timeout_) {
        const error_context context{.sqlstate = failure.sqlstate()};
        throw error(error_kind::timeout, failure.what(), context);
    }
    throw failure;
}

result_handle postgres_connection::check(PGresult* received) {
    result_handle owned{received};
    switch (PQresultStatus(received)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY: return owned;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            require_proof();
            throw error(
                error_kind::invalid_query, "COPY from or to the client runs through copy_in only"
            );
        default: fail(received);
    }
}

result_handle postgres_connection::run(const std::string& sql) {
    return check(PQexec(handle(), sql.c_str()));
}

const std::string& postgres_connection::prepare(std::string_view sql) {
    if (auto* const found = statements_.find(sql)) return found->prepared;
    if (has_forgotten_) run("DEALLOCATE ALL");
    has_forgotten_ = false;
    auto name = "tinyorm_" + std::to_string(++prepared_);
    check(PQprepare(handle(), name.c_str(), terminated(sql).c_str(), 0, nullptr));
    const auto retire = [this](const std::string& retired) { run("DEALLOCATE " + retired); };
    return statements_.insert(sql, std::move(name), retire).prepared;
}

// Not only the one that failed: each of the others would cost an attempt of the transaction too.
void postgres_connection::forget_prepared() noexcept {
    statements_.clear();
    has_forgotten_ = true;
}

result_handle postgres_connection::execute_prepared(std::string_view sql) {
    const auto& name = prepare(sql);
    return check(PQexecPrepared(
        handle(), name.c_str(), parameters_.size(), parameters_.texts(), nullptr, nullptr, 0
    ));
}

std::unique_ptr<result> postgres_connection::execute(
    const statement& query, std::span<const value> given
) {
    refuse_if_cancelled();
    parameters_.encode(given);
    if (query.reuse == statement_reuse::once) {
        return std::make_unique<postgres_result>(check(PQexecParams(
            handle(),
            terminated(query.text).c_str(),
            parameters_.size(),
            nullptr,
            parameters_.texts(),
            nullptr,
            nullptr,
            0
        )));
    }
    try {
        return std::make_unique<postgres_result>(execute_prepared(query.text));
    } catch (const error& failed) {
        if (!is_outdated(failed)) throw;
        forget_prepared();
        if (in_transaction()) {
            throw error(
                error_kind::serialization_failure,
                std::string{"a table was altered since this statement was prepared, run the whole "
                            "transaction again: "} +
                    failed.what(),
                {.sqlstate = failed.sqlstate()}
            );
        }
        return std::make_unique<postgres_result>(execute_prepared(query.text));
    }
}

void postgres_connection::execute_script(std::string_view sql) {
    refuse_if_cancelled();
    run(terminated(sql));
}

i64 postgres_connection::copy_in(const copy_target& target, const copy_source& source) {
    refuse_if_cancelled();
    const result_handle started{PQexec(handle(), copy_statement(target).c_str())};
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) fail(started.get());
    try {
        send_rows(source);
    } catch (...) {
        require_proof();
        PQputCopyEnd(handle(), "the rows could not be produced");
        (void)last_answer();
        throw;
    }
    auto finished = last_answer();
    if (PQresultStatus(finished.get()) != PGRES_COMMAND_OK) fail(finished.get());
    return postgres_result{std::move(finished)}.affected_rows();
}

void postgres_connection::send_rows(const copy_source& source) {
    copy_buffer rows;
    for (bool is_more = true; is_more;) {
        rows.clear();
        is_more = source(rows);
        refuse_if_cancelled();
        const auto text = rows.text();
        if (PQputCopyData(handle(), text.data(), static_cast<int>(text.size())) != 1) fail(nullptr);
    }
    if (PQputCopyEnd(handle(), nullptr) != 1) fail(nullptr);
}

result_handle postgres_connection::last_answer() {
    result_handle first{PQgetResult(handle())};
    while (result_handle{PQgetResult(handle())} != nullptr)
        continue;
    return first;
}

void postgres_connection::begin(const transaction_options& options) {
    refuse_if_cancelled();
    if (in_transaction())
        throw error(error_kind::invalid_query, "a transaction is open already: use a savepoint");
    run(begin_statement(options));
    has_statement_timeout_ = options.statement_timeout.count() > 0;
}

void postgres_connection::commit() {
    if (is_cancelled()) rollback();
    refuse_if_cancelled();
    if (!in_transaction()) throw error(error_kind::invalid_query, "no transaction is open");
    has_statement_timeout_ = false;
    const result_handle answered{PQexec(handle(), "COMMIT")};
    if (PQresultStatus(answered.get()) != PGRES_COMMAND_OK) fail_commit(answered.get());
    if (std::string_view{PQcmdStatus(answered.get())} == "COMMIT") return;
    throw error(
        error_kind::transaction_aborted,
        "an earlier error had ended this transaction: it was rolled back"
    );
}

void postgres_connection::fail_commit(const PGresult* failed) {
    const auto failure = to_error(handle(), failed);
    if (failure.kind() != error_kind::connection_lost) fail(failed);
    is_broken_ = true;
    const error_context context{.sqlstate = failure.sqlstate()};
    throw error(
        error_kind::in_doubt,
        std::string{"the session broke during COMMIT, and nobody knows whether it happened: "} +
            failure.what(),
        context
    );
}

void postgres_connection::rollback() {
    has_statement_timeout_ = false;
    for (int attempt = 1; in_transaction(); ++attempt) {
        try {
            run("ROLLBACK");
        } catch (const error& failed) {
            if (failed.kind() == error_kind::connection_lost)
                return;  // and the transaction with it
            if (failed.kind() != error_kind::cancelled || attempt == late_cancellations) throw;
        }
    }
}

bool postgres_connection::in_transaction() const noexcept {
    const auto status = PQtransactionStatus(handle());
    return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN;
}

bool postgres_connection::is_sound() const noexcept {
    return !is_broken_ && !needs_proof() && PQtransactionStatus(handle()) == PQTRANS_IDLE;
}

void postgres_connection::ping() {
    for (int attempt = 1;; ++attempt) {
        try {
            run("");
            accept_proof();
            return;
        } catch (const error& failed) {
            if (failed.kind() != error_kind::cancelled || attempt == late_cancellations) throw;
        }
    }
}

}  // namespace tinyorm::driver::postgres
