#include <tinyorm/session/retry_policy.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

using std::chrono::microseconds;

TEST(retry_policy, doubles_its_bound_up_to_the_last) {
    const retry_policy policy{.first_bound = microseconds{100}, .last_bound = microseconds{350}};
    EXPECT_EQ(policy.bound_after(1), microseconds{100});
    EXPECT_EQ(policy.bound_after(2), microseconds{200});
    EXPECT_EQ(policy.bound_after(3), microseconds{350});
    EXPECT_EQ(policy.bound_after(1'000), microseconds{350});
}

TEST(retry_policy, pauses_at_random_within_the_bound) {
    for (int i = 0; i < 100; ++i) {
        const auto pause = random_pause(microseconds{3});
        EXPECT_GE(pause, microseconds{0});
        EXPECT_LE(pause, microseconds{3});
    }
}

}  // namespace
}  // namespace tinyorm
