/// @file
/// The rows that are measured, and the databases they are in.
#pragma once

#include <tinyorm/driver/registry.hpp>
#include <tinyorm/tinyorm.hpp>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace tinyorm::benchmarks {

TINYORM_MODEL(
    Account,
    "accounts",
    (i64, id, primary_key),
    (std::string, username),
    (std::optional<std::string>, email),
    (bool, is_active),
    (i32, visits)
);

inline constexpr const char* select_account =
    "SELECT id, username, email, is_active, visits FROM accounts";

inline std::vector<Account::row> make_accounts(i64 count) {
    std::vector<Account::row> accounts;
    for (i64 id = 1; id <= count; ++id) {
        auto& made = accounts.emplace_back();
        made.id = id;
        made.username = "user_" + std::to_string(id);
        if (id % 2 == 0) made.email = made.username + "@example.com";
        made.is_active = id % 3 != 0;
        made.visits = static_cast<i32>(id % 1'000);
    }
    return accounts;
}

/// A SQLite file that goes with its owner.
class sqlite_file {
public:
    explicit sqlite_file(i64 accounts) {
        std::string pattern = "/tmp/tinyorm-bench-XXXXXX";
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
        directory_ = pattern;
        database filled{url()};
        filled.create_tables<Account>();
        const auto rows = make_accounts(accounts);
        filled.insert_all(std::span<const Account::row>{rows});
    }
    sqlite_file(const sqlite_file&) = delete;
    sqlite_file& operator=(const sqlite_file&) = delete;
    ~sqlite_file() { std::filesystem::remove_all(directory_); }

    [[nodiscard]] std::string path() const { return directory_ + "/bench.db"; }
    [[nodiscard]] std::string url() const { return "sqlite:" + path(); }

private:
    std::string directory_;
};

/// A database of the server that `TEST_POSTGRES_URL` names; `make bench` starts one.
class postgres_server {
public:
    explicit postgres_server(i64 accounts) {
        const char* server = std::getenv("TEST_POSTGRES_URL");
        if (server == nullptr) {
            throw std::runtime_error{
                "TEST_POSTGRES_URL is not set: run the benchmarks by make bench"};
        }
        static int made = 0;
        const auto name = "bench_" + std::to_string(getpid()) + "_" + std::to_string(++made);
        driver::open_connection(server)->execute_script("CREATE DATABASE " + name);
        url_ = server;
        const std::string default_name = "/postgres?";
        url_.replace(url_.find(default_name), default_name.size(), "/" + name + "?");
        database filled{url_};
        filled.create_tables<Account>();
        const auto rows = make_accounts(accounts);
        filled.insert_all(std::span<const Account::row>{rows});
        filled.execute("ANALYZE accounts");
    }
    /// libpq takes the same URL, but for its scheme.
    [[nodiscard]] const std::string& url() const { return url_; }

private:
    std::string url_;
};

}  // namespace tinyorm::benchmarks
