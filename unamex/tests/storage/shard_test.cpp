#include <unamex/storage/outage.hpp>
#include <unamex/storage/shard.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <ostream>
#include <string>

#include "services/run_task.hpp"
#include "temporary_directory.hpp"

namespace unamex::storage {
namespace {

using tinyorm::error_kind;

/// One for every kind of error that tinyorm has: the last one is `database_failure`.
class failing_shard : public testing::TestWithParam<int> {
protected:
    [[nodiscard]] static error_kind kind() { return static_cast<error_kind>(GetParam()); }

    static int fail(tinyorm::session& /*session*/) {
        throw tinyorm::error{kind(), "as this test wants it"};
    }

    template <class Call>
    void expect_its_form(const Call& call) {
        const auto blame = blame_for(kind());
        try {
            call();
            FAIL() << "nothing was thrown";
        } catch (const outcome_unknown& unknown) {
            EXPECT_EQ(blame, failure_blame::unknown_outcome);
            EXPECT_GT(unknown.retry_after(), std::chrono::milliseconds{0});
        } catch (const ports::store_unavailable& away) {
            EXPECT_EQ(blame, failure_blame::shard);
            EXPECT_EQ(away.shard(), "a");
            EXPECT_GT(away.retry_after(), std::chrono::milliseconds{0});
        } catch (const tinyorm::error& fault) {
            EXPECT_EQ(blame, failure_blame::program);
            EXPECT_EQ(fault.kind(), kind());
        }
    }

    tests::temporary_directory directory;
    ports::machine_clock clock;
    microfast::net::event_loop loop;
    shard failing{"a", "sqlite:" + (directory.path() / "a.db").string(), {}, clock};
};

TEST_P(failing_shard, is_unavailable_unless_the_program_is_to_blame) {
    expect_its_form([&] { tests::run(loop, failing.transaction(&fail)); });
    expect_its_form([&] { failing.transaction_blocking({}, &fail); });
}

INSTANTIATE_TEST_SUITE_P(
    every,
    failing_shard,
    testing::Range(0, static_cast<int>(error_kind::database_failure) + 1),
    [](const auto& tested) {
        return std::string{tinyorm::to_string(static_cast<error_kind>(tested.param))};
    }
);

}  // namespace
}  // namespace unamex::storage
