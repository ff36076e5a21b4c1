#include <unamex/services/shard_trust.hpp>

#include <gtest/gtest.h>

namespace unamex::services {
namespace {

using namespace std::chrono_literals;
constexpr ports::monotonic_time now{1h};

TEST(shard_trust, is_not_given_at_first) {
    const shard_trust trust{2};
    EXPECT_FALSE(trust.holds(0, now));
    EXPECT_FALSE(trust.holds(1, now));
}

TEST(shard_trust, runs_out_by_itself_for_each_shard) {
    shard_trust trust{2};
    trust.give(0, now + 1s);
    EXPECT_TRUE(trust.holds(0, now));
    EXPECT_TRUE(trust.holds(0, now + 999ms));
    EXPECT_FALSE(trust.holds(0, now + 1s));
    EXPECT_FALSE(trust.holds(1, now));
}

TEST(shard_trust, can_be_withdrawn) {
    shard_trust trust{1};
    trust.give(0, now + 1s);
    trust.withdraw(0);
    EXPECT_FALSE(trust.holds(0, now));
}

TEST(shard_trust, knows_until_when_the_shard_takes_this_process_for_a_writer) {
    shard_trust trust{2};
    EXPECT_FALSE(trust.is_registered(0, now));
    trust.register_until(0, now + 1s);
    EXPECT_TRUE(trust.is_registered(0, now + 999ms));
    EXPECT_FALSE(trust.is_registered(0, now + 1s));
    EXPECT_FALSE(trust.is_registered(1, now));
    EXPECT_FALSE(trust.holds(0, now));
}

}  // namespace
}  // namespace unamex::services
