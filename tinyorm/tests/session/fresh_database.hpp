/// @file
/// An empty database of each kind, for tests that hold for all of them.
#pragma once

#include <tinyorm/driver/registry.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "driver/temporary_directory.hpp"

namespace tinyorm {

/// A file that goes with the test.
class fresh_sqlite {
public:
    static constexpr auto dialect = dialect_kind::sqlite;
    [[nodiscard]] std::string url() const { return directory_.sqlite_url(); }

private:
    testing_support::temporary_directory directory_;
};

/// A database of the server that the tests were started with; it goes with the server.
class fresh_postgres {
public:
    static constexpr auto dialect = dialect_kind::postgres;

    fresh_postgres() {
        const char* server = std::getenv("TEST_POSTGRES_URL");
        if (server == nullptr) {
            throw std::runtime_error{"TEST_POSTGRES_URL is not set: run the tests by ctest"};
        }
        static std::atomic<int> made{0};
        const auto name = "test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
        driver::open_connection(server)->execute_script("CREATE DATABASE " + name);
        url_ = server;
        const std::string default_name = "/postgres?";
        url_.replace(url_.find(default_name), default_name.size(), "/" + name + "?");
    }
    [[nodiscard]] std::string url() const { return url_; }

private:
    std::string url_;
};

using every_database = testing::Types<fresh_sqlite, fresh_postgres>;

struct database_names {
    template <typename Backend>
    static std::string GetName(int) {
        return Backend::dialect == dialect_kind::sqlite ? "sqlite" : "postgres";
    }
};

}  // namespace tinyorm
