/// @file
/// A PostgreSQL database of its own for each test.
#pragma once

#include <tinyorm/driver/registry.hpp>

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace tinyorm::testing_support {

/// The value of an environment variable that the test command sets. A test without it fails, it is
/// never skipped.
inline std::string required_environment(const char* name) {
    const char* text = std::getenv(name);
    if (text == nullptr)
        throw std::runtime_error(std::string{name} + " is not set: run this test through ctest");
    return text;
}

/// A new, empty database on the test server, dropped with its sessions at the end.
class test_database {
public:
    test_database() : server_url_(required_environment("TEST_POSTGRES_URL")), name_(new_name()) {
        server_ = driver::open_connection(server_url_);
        server_->execute_script("CREATE DATABASE " + name_);
    }
    test_database(const test_database&) = delete;
    test_database& operator=(const test_database&) = delete;
    ~test_database() {
        try {
            server_->execute_script("DROP DATABASE " + name_ + " WITH (FORCE)");
        } catch (const std::exception&) {  // the server is thrown away after the tests
        }
    }

    [[nodiscard]] std::string url() const {
        const auto path = server_url_.find('/', server_url_.find("//") + 2);
        const auto query = server_url_.find('?', path);
        return server_url_.substr(0, path + 1) + name_ +
               (query == std::string::npos ? "" : server_url_.substr(query));
    }

    /// A session with the server, outside of the new database.
    [[nodiscard]] driver::connection& server() const { return *server_; }

    /// Ends every session with the new database.
    void kill_sessions() const {
        server_->execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ +
            '\''
        );
    }

    /// How many sessions the new database has.
    [[nodiscard]] i64 session_count() const {
        const auto rows = server_->execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + name_ + '\''
        );
        i64 count = 0;
        decode(rows->next_row()[0], count);
        return count;
    }

private:
    static std::string new_name() {
        static std::atomic<int> made{0};
        return "test_" + std::to_string(getpid()) + '_' + std::to_string(++made);
    }

    std::string server_url_;
    std::string name_;
    std::unique_ptr<driver::connection> server_;
};

}  // namespace tinyorm::testing_support
