#include <tinyorm/driver/sqlite/failure.hpp>
#include <tinyorm/driver/sqlite/sqlite_connection.hpp>
#include <tinyorm/driver/sqlite/sqlite_result.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <utility>

namespace tinyorm::driver::sqlite {
namespace {

constexpr std::size_t cached_statements = 200;
constexpr int instructions_between_checks = 10'000;  // a fraction of a millisecond
constexpr std::chrono::microseconds shortest_wait{50};
constexpr std::chrono::microseconds longest_wait{4'000};

int open_flags(location::open_mode mode) {
    switch (mode) {
        case location::open_mode::read_only: return SQLITE_OPEN_READONLY;
        case location::open_mode::read_write: return SQLITE_OPEN_READWRITE;
        case location::open_mode::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

// Longer with every attempt, and never the same for two that wait for one lock.
std::chrono::microseconds pause_before(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const auto longest = std::min(shortest_wait * (1 << std::min(attempt, 10)), longest_wait);
    std::uniform_int_distribution<std::chrono::microseconds::rep> any{
        longest.count() / 2, longest.count()};
    return std::chrono::microseconds{any(random)};
}

}  // namespace

sqlite_connection::sqlite_connection(const location& where)
    : statements_(cached_statements),
      busy_timeout_(where.busy_timeout) {
    open(where);
    configure(where);
}

void sqlite_connection::open(const location& where) {
    sqlite3* opened = nullptr;
    const int flags = open_flags(where.mode) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(where.path.c_str(), &opened, flags, nullptr);
    handle_.reset(opened);
    if (code != SQLITE_OK) {
        throw error(
            error_kind::cannot_connect,
            "cannot open the SQLite database " + where.path + ": " + sqlite3_errstr(code)
        );
    }
    sqlite3_busy_handler(opened, &wait_for_lock, this);
    sqlite3_progress_handler(opened, instructions_between_checks, &must_stop, this);
}

void sqlite_connection::configure(const location& where) {
    run("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    run(where.synchronous == location::durability::full ? "PRAGMA synchronous = FULL"
                                                        : "PRAGMA synchronous = NORMAL");
    run(("PRAGMA cache_size = -" + std::to_string(where.cache_kib)).c_str());
    if (where.mode != location::open_mode::read_only && !where.is_in_memory())
        use_write_ahead_log();
}

// Switching to the log needs the database for itself, and does not call the busy handler while
// others switch too.
void sqlite_connection::use_write_ahead_log() {
    const auto deadline = clock::now() + busy_timeout_;
    for (int attempt = 0;; ++attempt) {
        const int code =
            sqlite3_exec(handle_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) return;
        if (kind_of(code) != error_kind::busy || clock::now() >= deadline) fail();
        std::this_thread::sleep_for(pause_before(attempt));
    }
}

int sqlite_connection::wait_for_lock(void* self, int attempts) {
    auto& waiting = *static_cast<sqlite_connection*>(self);
    const auto now = clock::now();
    if (attempts == 0) waiting.busy_until_ = now + waiting.busy_timeout_;
    if (now >= waiting.busy_until_ || waiting.is_late() || waiting.is_cancelled()) return 0;
    std::this_thread::sleep_for(pause_before(attempts));
    return 1;
}

// Cancelled by its flag: sqlite3_interrupt() alone would miss a statement that is about to start.
int sqlite_connection::must_stop(void* self) {
    const auto& running = *static_cast<sqlite_connection*>(self);
    return running.is_cancelled() || running.is_late() ? 1 : 0;
}

bool sqlite_connection::is_late() const {
    return statement_timeout_.count() > 0 && clock::now() >= statement_until_;
}

void sqlite_connection::fail(std::string_view sql) {
    require_proof();
    auto* const handle = handle_.get();
    auto kind = kind_of(sqlite3_extended_errcode(handle));
    if (kind == error_kind::busy && is_cancelled()) kind = error_kind::cancelled;
    const bool was_stopped = kind == error_kind::cancelled || kind == error_kind::busy;
    if (was_stopped && !is_cancelled() && is_late()) kind = error_kind::timeout;
    std::string message = sqlite3_errmsg(handle);
    auto context = context_of(kind, message);
    if (!sql.empty() && kind == error_kind::invalid_query) (message += " in: ") += sql;
    throw error(kind, message, std::move(context));
}

// Refuses what must not run: after a cancellation, and in a transaction that SQLite has ended by
// itself (disk full, interrupted write), since each statement would then commit on its own.
void sqlite_connection::start_work() {
    refuse_if_cancelled();
    if (transaction_ != transaction::none && !in_transaction()) {
        throw error(
            error_kind::transaction_aborted,
            "an earlier error made SQLite end this transaction: roll back"
        );
    }
    if (statement_timeout_.count() > 0) statement_until_ = clock::now() + statement_timeout_;
}

prepared sqlite_connection::prepare(std::string_view sql, unsigned flags) {
    sqlite3_stmt* compiled = nullptr;
    const char* rest = nullptr;
    const auto size = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(handle_.get(), sql.data(), size, flags, &compiled, &rest) != SQLITE_OK)
        fail(sql);
    prepared first{compiled};
    if (compiled == nullptr) throw error(error_kind::invalid_query, "the statement is empty");
    sqlite3_stmt* second = nullptr;
    const auto rest_size = static_cast<int>(sql.data() + sql.size() - rest);
    if (sqlite3_prepare_v3(handle_.get(), rest, rest_size, 0, &second, nullptr) != SQLITE_OK ||
        second != nullptr) {
        sqlite3_finalize(second);
        throw error(
            error_kind::invalid_query,
            "one statement at a time, scripts by execute_script: " + std::string{sql}
        );
    }
    return first;
}

sqlite_connection::cache::entry* sqlite_connection::lend(const statement& query) {
    if (query.reuse == statement_reuse::once) return nullptr;
    if (auto* const found = statements_.find(query.text)) return found->is_lent ? nullptr : found;
    auto compiled = prepare(query.text, SQLITE_PREPARE_PERSISTENT);
    return &statements_.insert(query.text, std::move(compiled), [](const prepared&) {});
}

std::unique_ptr<result> sqlite_connection::execute(
    const statement& query, std::span<const value> parameters
) {
    start_work();
    auto* const lent = lend(query);
    auto own = lent == nullptr ? prepare(query.text, 0) : prepared{};
    auto executed = std::make_unique<sqlite_result>(*this, lent, std::move(own));
    executed->start(parameters);
    return executed;
}

void sqlite_connection::run(const char* sql) {
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void sqlite_connection::execute_script(std::string_view sql) {
    start_work();
    if (sql.find('\0') != std::string_view::npos) {
        throw error(error_kind::invalid_query, "a script must not hold a NUL character");
    }
    run(std::string{sql}.c_str());
}

i64 sqlite_connection::copy_in(const copy_target&, const copy_source&) {
    throw error(
        error_kind::unsupported_feature,
        "SQLite has no COPY: insert many rows by one statement instead"
    );
}

void sqlite_connection::begin(const transaction_options& options) {
    start_work();
    if (in_transaction())
        throw error(error_kind::invalid_query, "a transaction is open already: use a savepoint");
    statement_timeout_ = options.statement_timeout;
    start_work();  // BEGIN is a statement of the transaction: it may wait for a writer
    try {
        if (options.access == access_mode::read_only) {
            run("BEGIN; PRAGMA query_only = ON");
            transaction_ = transaction::read_only;
        } else {
            run("BEGIN IMMEDIATE");
            transaction_ = transaction::read_write;
        }
    } catch (const error&) {
        statement_timeout_ = std::chrono::milliseconds{0};
        throw;
    }
}

void sqlite_connection::commit() {
    try {
        start_work();
    } catch (const error&) {
        rollback();
        throw;
    }
    run("COMMIT");
    end_transaction();
}

void sqlite_connection::rollback() {
    if (in_transaction()) run("ROLLBACK");
    end_transaction();
}

void sqlite_connection::end_transaction() noexcept {
    statement_timeout_ = std::chrono::milliseconds{0};
    const bool must_allow_writes = transaction_ == transaction::read_only;
    if (must_allow_writes &&
        sqlite3_exec(handle_.get(), "PRAGMA query_only = OFF", nullptr, nullptr, nullptr) !=
            SQLITE_OK) {
        return;  // still read only, and so not sound: the next rollback tries again
    }
    transaction_ = transaction::none;
}

bool sqlite_connection::is_sound() const noexcept {
    return !needs_proof() && !in_transaction() && transaction_ == transaction::none;
}

void sqlite_connection::ping() {
    run("SELECT 1");
    accept_proof();
}

}  // namespace tinyorm::driver::sqlite
