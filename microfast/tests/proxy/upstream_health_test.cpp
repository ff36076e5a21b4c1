#include <microfast/proxy/upstream_health.hpp>

#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

using std::chrono::milliseconds;

auto at(int ms) {
    return upstream_health::time_point{milliseconds{ms}};
}

TEST(upstream_health, ejects_after_failures_in_a_row) {
    upstream_health health({}, {});
    EXPECT_FALSE(health.on_failure(at(0)));
    EXPECT_FALSE(health.on_failure(at(0)));
    health.on_success();
    EXPECT_FALSE(health.on_failure(at(0)));
    EXPECT_FALSE(health.on_failure(at(0)));
    EXPECT_TRUE(health.is_available(at(0)));
    EXPECT_TRUE(health.on_failure(at(0)));
    EXPECT_FALSE(health.is_available(at(999)));
    EXPECT_TRUE(health.is_available(at(1'000)));
}

TEST(upstream_health, ejects_for_longer_each_time_until_something_succeeds) {
    upstream_health health({.failures = 1, .longest_ejection = milliseconds(3'500)}, {});
    EXPECT_TRUE(health.on_failure(at(0)));
    EXPECT_FALSE(health.on_failure(at(500)));  // was under way: counts once
    EXPECT_TRUE(health.on_failure(at(1'000)));
    EXPECT_EQ(health.ejected_until(), at(3'000));
    EXPECT_TRUE(health.on_failure(at(3'000)));
    EXPECT_EQ(health.ejected_until(), at(6'500));
    health.on_success();
    EXPECT_TRUE(health.is_available(at(3'001)));
    EXPECT_TRUE(health.on_failure(at(7'000)));
    EXPECT_EQ(health.ejected_until(), at(8'000));
}

TEST(upstream_health, one_failure_after_an_ejection_is_enough) {
    upstream_health health({.failures = 3}, {});
    for (int i = 0; i < 3; ++i)
        health.on_failure(at(0));
    EXPECT_TRUE(health.on_failure(at(1'000)));
    EXPECT_EQ(health.ejected_until(), at(3'000));
}

TEST(upstream_health, gets_one_request_after_an_ejection_until_that_has_ended) {
    upstream_health health({.failures = 1}, {});
    health.on_failure(at(0));
    EXPECT_TRUE(health.is_available(at(1'000)));
    health.on_request();
    EXPECT_FALSE(health.is_available(at(1'000)));
    health.on_abandoned();
    EXPECT_TRUE(health.is_available(at(1'000)));
    health.on_request();
    EXPECT_TRUE(health.on_failure(at(1'000)));
    health.on_request();
    EXPECT_FALSE(health.is_available(at(3'000)));
    health.on_success();
    health.on_request();
    EXPECT_TRUE(health.is_available(at(3'000)));
}

TEST(upstream_health, is_down_when_checks_say_so_and_up_when_they_do) {
    upstream_health health({}, {.path = "/", .healthy = 2, .unhealthy = 3});
    health.on_check(false);
    health.on_check(false);
    health.on_check(true);
    health.on_check(false);
    health.on_check(false);
    EXPECT_TRUE(health.is_up());
    health.on_check(false);
    EXPECT_FALSE(health.is_up());
    health.on_success();  // of a request that was under way
    EXPECT_FALSE(health.is_available(at(0)));
    health.on_check(true);
    EXPECT_FALSE(health.is_up());
    health.on_check(true);
    EXPECT_TRUE(health.is_available(at(0)));
}

}  // namespace

}  // namespace microfast::proxy
