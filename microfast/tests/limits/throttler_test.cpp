#include <microfast/core/error.hpp>
#include <microfast/limits/throttler.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace microfast::limits {

namespace {

using std::chrono::milliseconds;
using wait = std::optional<std::chrono::nanoseconds>;

time_point at(int ms) {
    return time_point{milliseconds{1'000'000 + ms}};
}

TEST(throttler, lets_a_burst_start_and_delays_what_follows) {
    throttler throttle({.count = 2, .window = milliseconds{100}}, milliseconds{1000});
    EXPECT_EQ(throttle.reserve("a", at(0)), wait(milliseconds{0}));
    EXPECT_EQ(throttle.reserve("a", at(10)), wait(milliseconds{0}));
    EXPECT_EQ(throttle.reserve("a", at(20)), wait(milliseconds{80}));   // starts at 100
    EXPECT_EQ(throttle.reserve("a", at(20)), wait(milliseconds{90}));   // starts at 110
    EXPECT_EQ(throttle.reserve("a", at(20)), wait(milliseconds{180}));  // starts at 200
    EXPECT_EQ(throttle.reserve("b", at(20)), wait(milliseconds{0}));
    EXPECT_EQ(throttle.reserve("a", at(500)), wait(milliseconds{0}));
}

TEST(throttler, refuses_who_would_wait_too_long_and_takes_nothing_for_it) {
    throttler throttle({.count = 1, .window = milliseconds{100}}, milliseconds{150});
    EXPECT_EQ(throttle.reserve("a", at(0)), wait(milliseconds{0}));
    EXPECT_EQ(throttle.reserve("a", at(0)), wait(milliseconds{100}));
    EXPECT_EQ(throttle.reserve("a", at(0)), std::nullopt);
    EXPECT_EQ(throttle.reserve("a", at(0)), std::nullopt);
    EXPECT_EQ(throttle.reserve("a", at(50)), wait(milliseconds{150}));
}

TEST(throttler, never_starts_more_than_the_rate_in_any_window_nor_out_of_order) {
    throttler throttle({.count = 7, .window = milliseconds{60}}, milliseconds{500});
    std::mt19937 random(9);
    std::vector<time_point> starts;
    for (int now = 0, step = 0; step < 20'000; ++step) {
        now += static_cast<int>(random() % 12);
        if (const auto delay = throttle.reserve("a", at(now))) starts.push_back(at(now) + *delay);
    }
    EXPECT_TRUE(std::is_sorted(starts.begin(), starts.end()));
    for (std::size_t i = 7; i < starts.size(); ++i)
        ASSERT_GE(starts[i] - starts[i - 7], milliseconds{60}) << i;
    EXPECT_THROW(throttler({.count = 0}, milliseconds{1}), error);
}

}  // namespace

}  // namespace microfast::limits
