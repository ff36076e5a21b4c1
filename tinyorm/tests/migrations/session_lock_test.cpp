#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/session_lock.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

constexpr std::chrono::milliseconds no_patience{0};

class session_locks : public testing::TestWithParam<dialect_kind> {
protected:
    session_locks() {
        if (GetParam() == dialect_kind::postgres) server_.emplace();
    }
    [[nodiscard]] std::string url() const {
        return server_ ? server_->url() : directory_.sqlite_url();
    }
    [[nodiscard]] bool is_free() const {
        const auto other = driver::open_connection(url());
        try {
            const session_lock lock{*other, no_patience};
            return true;
        } catch (const error& refused) {
            EXPECT_EQ(refused.kind(), error_kind::busy) << refused.what();
            return false;
        }
    }

    testing_support::temporary_directory directory_;
    std::optional<testing_support::test_database> server_;
};

TEST_P(session_locks, keep_others_away_and_leave_a_sound_session) {
    const auto connection = driver::open_connection(url());
    {
        const session_lock lock{*connection, no_patience};
        EXPECT_FALSE(is_free());
    }
    EXPECT_TRUE(is_free());
    EXPECT_TRUE(connection->is_sound());
}

TEST_P(session_locks, of_a_cancelled_session_are_not_held_by_its_pool) {
    pool::connection_pool pool{url(), {.max_size = 1}};
    auto lease = pool.acquire();
    {
        const session_lock lock{*lease, no_patience};
        lease->cancel();
    }
    lease.release();
    const auto next = pool.acquire();
    // The server ends a session a moment after it was left.
    while (next->dialect() == dialect_kind::postgres && server_->session_count() > 1)
        continue;
    EXPECT_TRUE(is_free());
}

INSTANTIATE_TEST_SUITE_P(
    databases,
    session_locks,
    testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
    [](const auto& one) { return one.param == dialect_kind::sqlite ? "sqlite" : "postgres"; }
);

}  // namespace
}  // namespace tinyorm::migrations
