#include <microfast/proxy/smooth_round_robin.hpp>

#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

std::string choices(smooth_round_robin& turns, std::vector<candidate> servers, int count) {
    std::string chosen;
    for (int i = 0; i < count; ++i)
        chosen += static_cast<char>('a' + turns.choose(servers, 0).value_or(25));
    return chosen;
}

TEST(smooth_round_robin, mixes_weights_evenly) {
    smooth_round_robin turns;
    EXPECT_EQ(choices(turns, {{5}, {1}, {1}}, 14), "aabacaaaabacaa");
}

TEST(smooth_round_robin, takes_equals_in_turn) {
    smooth_round_robin turns;
    EXPECT_EQ(choices(turns, {{1}, {1}, {1}}, 7), "abcabca");
}

TEST(smooth_round_robin, passes_over_who_is_not_available) {
    smooth_round_robin turns;
    EXPECT_EQ(choices(turns, {{1}, {1, 0, false}, {1}}, 4), "acac");
    EXPECT_EQ(choices(turns, {{1, 0, false}}, 1), "z");
    EXPECT_EQ(choices(turns, {}, 1), "z");
}

}  // namespace

}  // namespace microfast::proxy
