#include <microfast/core/error.hpp>
#include <microfast/limits/rate_limiter.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace microfast::limits {

namespace {

using std::chrono::milliseconds;

time_point at(int ms) {
    return time_point{milliseconds{1'000'000 + ms}};
}

TEST(rate_limiter, allows_so_many_in_any_window) {
    rate_limiter limiter({.count = 2, .window = milliseconds{1000}});
    EXPECT_TRUE(limiter.take("a", at(0)).is_allowed);
    EXPECT_TRUE(limiter.take("a", at(900)).is_allowed);
    EXPECT_FALSE(limiter.take("a", at(999)).is_allowed);
    EXPECT_TRUE(limiter.take("a", at(1000)).is_allowed);
    EXPECT_FALSE(limiter.take("a", at(1001)).is_allowed);  // a counter by the second would allow it
    EXPECT_TRUE(limiter.take("a", at(1900)).is_allowed);
}

TEST(rate_limiter, says_what_remains_and_when_there_is_more) {
    rate_limiter limiter({.count = 2, .window = milliseconds{1000}});
    const auto first = limiter.take("a", at(0));
    EXPECT_EQ(first.remaining, 1U);
    EXPECT_EQ(first.until_more, milliseconds{1000});
    const auto second = limiter.take("a", at(400));
    EXPECT_EQ(second.remaining, 0U);
    EXPECT_EQ(second.until_more, milliseconds{600});
    const auto refused = limiter.take("a", at(700));
    EXPECT_EQ(refused.remaining, 0U);
    EXPECT_EQ(refused.until_more, milliseconds{300});
}

TEST(rate_limiter, counts_keys_apart_and_refusals_not_at_all) {
    rate_limiter limiter({.count = 1, .window = milliseconds{100}});
    EXPECT_TRUE(limiter.take("a", at(0)).is_allowed);
    EXPECT_TRUE(limiter.take("b", at(0)).is_allowed);
    for (int ms = 1; ms < 100; ++ms)
        EXPECT_FALSE(limiter.take("a", at(ms)).is_allowed);
    EXPECT_TRUE(limiter.take("a", at(100)).is_allowed);
}

TEST(rate_limiter, keeps_no_more_keys_than_it_may) {
    rate_limiter limiter({.count = 1, .window = milliseconds{100'000}}, 160);
    for (int i = 0; i < 10'000; ++i)
        (void)limiter.take("client " + std::to_string(i), at(i));
    EXPECT_LE(limiter.keys(), 160U);
    EXPECT_GE(limiter.keys(), 140U);
    EXPECT_FALSE(limiter.take("client 9999", at(10'000)).is_allowed);
    EXPECT_TRUE(limiter.take("client 1", at(10'000)).is_allowed);
}

TEST(rate_limiter, agrees_with_counting_all_moments) {
    rate_limiter limiter({.count = 5, .window = milliseconds{50}});
    std::map<std::string, std::deque<int>> model;
    std::mt19937 random(3);
    for (int now = 0, step = 0; step < 50'000; ++step) {
        now += static_cast<int>(random() % 4);
        const std::string key(1, "abc"[random() % 3]);
        auto& moments = model[key];
        std::erase_if(moments, [now](int moment) { return moment <= now - 50; });
        const bool expected = moments.size() < 5;
        if (expected) moments.push_back(now);
        const auto decided = limiter.take(key, at(now));
        ASSERT_EQ(decided.is_allowed, expected) << step;
        ASSERT_EQ(decided.remaining, 5 - moments.size());
        ASSERT_EQ(decided.until_more, milliseconds{moments.front() + 50 - now});
    }
}

TEST(rate_limiter, counts_exactly_from_several_threads) {
    rate_limiter limiter({.count = 1000, .window = milliseconds{1000}});
    std::atomic<int> allowed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 500; ++j)
                allowed += limiter.take("one", at(0)).is_allowed ? 1 : 0;
        });
    }
    for (auto& each : threads)
        each.join();
    EXPECT_EQ(allowed, 1000);
}

TEST(rate, must_be_one) {
    EXPECT_NO_THROW(require_valid({.count = 1, .window = milliseconds{1}}));
    EXPECT_THROW(require_valid({.count = 0, .window = milliseconds{1}}), error);
    EXPECT_THROW(require_valid({.count = 100'001, .window = milliseconds{1}}), error);
    EXPECT_THROW(require_valid({.count = 1, .window = milliseconds{0}}), error);
    EXPECT_THROW(require_valid({.count = 1, .window = std::chrono::hours{25}}), error);
    EXPECT_THROW(rate_limiter({.count = 0}), error);
}

}  // namespace

}  // namespace microfast::limits
