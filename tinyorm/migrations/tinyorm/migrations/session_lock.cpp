#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/session_lock.hpp>

#include <string>
#include <thread>

namespace tinyorm::migrations {
namespace {

// Advisory locks are numbers that all users of a database share; this one spells "tinyorm!".
constexpr std::string_view lock_number = "8388357248794127649";

[[noreturn]] void refuse() {
    throw error(
        error_kind::busy,
        "another migrator is at work on this database: wait until it is done, then try again"
    );
}

std::string file_of(driver::connection& connection) {
    const auto rows =
        connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'");
    std::string file;
    decode(rows->next_row()[0], file);
    return file;
}

std::string url_of(const std::string& file) {
    std::string url = "sqlite:";
    for (const char character : file) {
        if (character == '%') {
            url += "%25";
        } else if (character == '?') {
            url += "%3F";
        } else {
            url += character;
        }
    }
    return url;
}

}  // namespace

session_lock::session_lock(driver::connection& connection, std::chrono::milliseconds patience)
    : connection_(connection) {
    try {
        if (connection.dialect() == dialect_kind::postgres) {
            lock_postgres(patience);
        } else {
            lock_sqlite(patience);
        }
    } catch (const error& failed) {
        if (failed.kind() == error_kind::busy) refuse();
        // PostgreSQL keeps the lock although the statement that took it failed behind it.
        if (connection.dialect() == dialect_kind::postgres) connection.condemn();
        throw;
    }
}

// Asks again and again: a session that waited within one statement would hold a snapshot meanwhile,
// and CREATE INDEX CONCURRENTLY of the migrator that it waits for would wait for that.
void session_lock::lock_postgres(std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds pause{20};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!try_lock_postgres()) {
        if (std::chrono::steady_clock::now() >= deadline) refuse();
        std::this_thread::sleep_for(pause);
    }
}

bool session_lock::try_lock_postgres() {
    const auto rows =
        connection_.execute("SELECT pg_try_advisory_lock(" + std::string{lock_number} + ")");
    bool is_mine = false;
    decode(rows->next_row()[0], is_mine);
    return is_mine;
}

void session_lock::lock_sqlite(std::chrono::milliseconds patience) {
    const auto file = file_of(connection_);
    if (file.empty()) return;  // in memory: nobody else can see it
    const auto timeout = "?busy_timeout_ms=" + std::to_string(patience.count());
    lock_file_ = driver::open_connection(url_of(file + "-migration-lock") + timeout);
    lock_file_->begin();
}

session_lock::~session_lock() {
    if (connection_.dialect() != dialect_kind::postgres) return;
    try {
        connection_.execute_script("SELECT pg_advisory_unlock(" + std::string{lock_number} + ")");
    } catch (const error&) {  // the session is gone or cancelled; the error that led here says why
        connection_.condemn();
    }
}

}  // namespace tinyorm::migrations
