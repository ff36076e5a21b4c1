/// @file
/// One migrator at a time.
#pragma once

#include <tinyorm/driver/connection.hpp>

#include <chrono>
#include <memory>

namespace tinyorm::migrations {

/// Keeps other migrators away from a database while it lives, over any number of transactions.
///
/// PostgreSQL: an advisory lock of the session, asked for every 20 ms. SQLite: a write transaction
/// in a database of its own beside the real one, `app.db-migration-lock`, whose file stays. Either
/// ends with its process, however that ends; a session that cannot give it back, because it was
/// cancelled, say, is condemned. Errors: `busy` if another migrator holds the lock for longer than
/// `patience`.
class session_lock {
public:
    session_lock(driver::connection& connection, std::chrono::milliseconds patience);
    session_lock(const session_lock&) = delete;
    session_lock& operator=(const session_lock&) = delete;
    ~session_lock();

private:
    void lock_postgres(std::chrono::milliseconds patience);
    [[nodiscard]] bool try_lock_postgres();
    void lock_sqlite(std::chrono::milliseconds patience);

    driver::connection& connection_;
    std::unique_ptr<driver::connection> lock_file_;  // SQLite only
};

}  // namespace tinyorm::migrations
