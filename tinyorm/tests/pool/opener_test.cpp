#include <tinyorm/core/error.hpp>
#include <tinyorm/pool/opener.hpp>

#include <driver/inert_connection.hpp>
#include <gtest/gtest.h>

namespace tinyorm::pool {
namespace {

using namespace std::chrono_literals;

void register_inert_driver() {
    driver::register_driver(
        {.dialect = dialect_kind::sqlite,
         .schemes = {"inert"},
         .open = [](std::string_view) -> std::unique_ptr<driver::connection> {
             return std::make_unique<testing_support::inert_connection>();
         },
         .is_private = [](std::string_view url) { return url == "inert:private"; }}
    );
}

TEST(opener, gives_each_connection_a_life_somewhat_shorter_than_the_limit) {
    register_inert_driver();
    opener opens{"inert:", {.life_limit = 10s, .life_jitter = 0.1}};
    const auto opened = opens.open();
    EXPECT_GE(opened->expires_at, opened->used_at + 9s);
    EXPECT_LE(opened->expires_at, opened->used_at + 10s);
    EXPECT_FALSE(opens.is_private());
    EXPECT_TRUE((opener{"inert:private", {}}.is_private()));
}

TEST(opener, waits_twice_as_long_after_each_failure_up_to_a_limit) {
    register_inert_driver();
    opener opens{"inert:", {}};
    auto longest = 50ms;
    for (int failures = 1; failures <= 9; ++failures) {
        opens.failed("no route");
        const auto pause = opens.pause();
        EXPECT_GE(pause, longest / 2);
        EXPECT_LE(pause, longest);
        longest = std::min<std::chrono::milliseconds>(longest * 2, 1'600ms);
    }
}

TEST(opener, tells_of_the_last_failure_until_it_succeeds) {
    register_inert_driver();
    opener opens{"inert:", {}};
    EXPECT_EQ(opens.describe_failure(), "");
    opens.failed("no route");
    opens.failed("no such user");
    EXPECT_EQ(opens.describe_failure(), "; the last attempt to open one failed: no such user");
    opens.succeeded();
    EXPECT_EQ(opens.describe_failure(), "");
}

}  // namespace
}  // namespace tinyorm::pool
