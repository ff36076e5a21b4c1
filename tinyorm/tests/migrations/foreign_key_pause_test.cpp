#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/foreign_key_pause.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <driver/temporary_directory.hpp>
#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

class foreign_key_pauses : public testing::Test {
protected:
    static bool is_enforced(driver::connection& connection) {
        const auto rows = connection.execute("SELECT foreign_keys FROM pragma_foreign_keys");
        return rows->next_row()[0].integer != 0;
    }

    testing_support::temporary_directory directory_;
    pool::connection_pool pool_{directory_.sqlite_url(), {.max_size = 1}};
};

TEST_F(foreign_key_pauses, end_with_what_was_before) {
    const auto lease = pool_.acquire();
    {
        const foreign_key_pause pause{*lease};
        EXPECT_FALSE(is_enforced(*lease));
    }
    EXPECT_TRUE(is_enforced(*lease));
    lease->execute_script("PRAGMA foreign_keys = OFF");
    { const foreign_key_pause pause{*lease}; }
    EXPECT_FALSE(is_enforced(*lease));
    EXPECT_TRUE(lease->is_sound());
}

TEST_F(foreign_key_pauses, that_are_cancelled_leave_nothing_to_the_next_user) {
    auto lease = pool_.acquire();
    {
        const foreign_key_pause pause{*lease};
        lease->cancel();
    }
    lease.release();
    EXPECT_TRUE(is_enforced(*pool_.acquire()));
    EXPECT_EQ(pool_.metrics().discarded, 1U);
}

TEST_F(foreign_key_pauses, cannot_end_within_a_transaction) {
    auto lease = pool_.acquire();
    {
        foreign_key_pause pause{*lease};
        lease->begin();
        EXPECT_THROW(pause.end(), error);
    }
    lease.release();
    EXPECT_TRUE(is_enforced(*pool_.acquire()));
}

}  // namespace
}  // namespace tinyorm::migrations
