/// @file
/// What a careful user of sqlite3.h writes.
#pragma once

#include <sqlite3.h>

#include <stdexcept>
#include <string>

#include "account.hpp"

namespace tinyorm::benchmarks {

/// A session with the settings that tinyorm gives its own.
class raw_sqlite {
public:
    explicit raw_sqlite(const std::string& path) {
        const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
        check(sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr));
        run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000");
    }
    raw_sqlite(const raw_sqlite&) = delete;
    raw_sqlite& operator=(const raw_sqlite&) = delete;
    ~raw_sqlite() { sqlite3_close_v2(handle_); }

    void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
    [[nodiscard]] sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* prepared = nullptr;
        check(sqlite3_prepare_v3(
            handle_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr
        ));
        return prepared;
    }

private:
    static void check(int code) {
        if (code != SQLITE_OK) throw std::runtime_error{sqlite3_errstr(code)};
    }
    sqlite3* handle_ = nullptr;
};

inline Account::row read_account(sqlite3_stmt* at) {
    const auto text = [at](int column) {
        const auto* const data = reinterpret_cast<const char*>(sqlite3_column_text(at, column));
        return std::string{data, static_cast<std::size_t>(sqlite3_column_bytes(at, column))};
    };
    Account::row read;
    read.id = sqlite3_column_int64(at, 0);
    read.username = text(1);
    if (sqlite3_column_type(at, 2) != SQLITE_NULL) read.email = text(2);
    read.is_active = sqlite3_column_int(at, 3) != 0;
    read.visits = sqlite3_column_int(at, 4);
    return read;
}

}  // namespace tinyorm::benchmarks
