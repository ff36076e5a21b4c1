#include <microfast/proxy/least_connections.hpp>

#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

TEST(least_connections, takes_who_has_the_least_to_do) {
    least_connections policy;
    EXPECT_EQ(policy.choose(std::vector<candidate>{{1, 3}, {1, 1}, {1, 2}}, 0), 1U);
    EXPECT_EQ(policy.choose(std::vector<candidate>{{1, 3}, {1, 1, false}, {1, 2}}, 0), 2U);
}

TEST(least_connections, counts_what_a_server_can_bear) {
    least_connections policy;
    EXPECT_EQ(policy.choose(std::vector<candidate>{{1, 2}, {4, 6}}, 0), 1U);
    EXPECT_EQ(policy.choose(std::vector<candidate>{{1, 1}, {4, 6}}, 0), 0U);
}

TEST(least_connections, takes_equals_in_turn) {
    least_connections policy;
    const std::vector<candidate> idle(3);
    EXPECT_EQ(policy.choose(idle, 0), 0U);
    EXPECT_EQ(policy.choose(idle, 0), 1U);
    EXPECT_EQ(policy.choose(idle, 0), 2U);
    EXPECT_EQ(policy.choose(idle, 0), 0U);
    EXPECT_EQ(policy.choose({}, 0), std::nullopt);
}

}  // namespace

}  // namespace microfast::proxy
