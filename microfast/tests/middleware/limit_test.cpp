#include <microfast/core/error.hpp>
#include <microfast/middleware/limit.hpp>

#include <gtest/gtest.h>

#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::milliseconds;

TEST(limit, tells_how_many_are_left_and_refuses_what_is_more) {
    standing_clock clock;
    const auto layer = limit(
        {.rate = {.count = 2, .window = milliseconds{10'000}}, .name = "api", .now = clock.source()}
    );
    exchange first("GET", "/"), second("GET", "/"), third("GET", "/");
    first.call(layer, answering("ok"));
    EXPECT_EQ(first.field("RateLimit"), "\"api\";r=1;t=10");
    EXPECT_EQ(first.field("RateLimit-Policy"), "\"api\";q=2;w=10");
    clock.now += milliseconds{2'500};
    second.call(layer, answering("ok"));
    EXPECT_EQ(second.field("RateLimit"), "\"api\";r=0;t=8");
    third.call(layer, answering("never asked"));
    EXPECT_EQ(third.out.status, 429);
    EXPECT_EQ(third.field("Retry-After"), "8");
    EXPECT_EQ(third.field("RateLimit"), "\"api\";r=0;t=8");
    EXPECT_EQ(third.out.body.find("never"), std::string::npos);
    clock.now += milliseconds{7'500};
    EXPECT_EQ(status_for(layer, "::"), 200);
}

TEST(limit, counts_addresses_apart_and_one_ipv6_network_together) {
    standing_clock clock;
    const auto layer =
        limit({.rate = {.count = 1, .window = milliseconds{1000}}, .now = clock.source()});
    EXPECT_EQ(status_for(layer, "192.0.2.1"), 200);
    EXPECT_EQ(status_for(layer, "192.0.2.1"), 429);
    EXPECT_EQ(status_for(layer, "192.0.2.2"), 200);
    EXPECT_EQ(status_for(layer, "2001:db8::1"), 200);
    EXPECT_EQ(status_for(layer, "2001:db8::2"), 429);
    EXPECT_EQ(status_for(layer, "2001:db8:0:1::1"), 200);
}

TEST(limit, counts_by_a_key_of_ones_own_and_not_without_one) {
    standing_clock clock;
    const auto layer = limit(
        {.rate = {.count = 1, .window = milliseconds{1000}},
         .key = [](const http::request& in
                ) { return std::string(in.header("X-Key").value_or("")); },
         .now = clock.source()}
    );
    const auto with_key = [&](std::string_view field) {
        exchange one("GET", "/", field);
        one.call(layer, answering("ok"));
        return std::to_string(one.out.status) + " " + one.field("RateLimit");
    };
    EXPECT_EQ(with_key("X-Key: a\r\n"), "200 \"default\";r=0;t=1");
    EXPECT_EQ(with_key("X-Key: a\r\n"), "429 \"default\";r=0;t=1");
    EXPECT_EQ(with_key("X-Key: b\r\n"), "200 \"default\";r=0;t=1");
    EXPECT_EQ(with_key(""), "200 (none)");
    EXPECT_EQ(with_key(""), "200 (none)");
    EXPECT_THROW((void)limit({.name = "a b"}), error);
    EXPECT_THROW((void)limit({.rate = {.count = 0}}), error);
}

}  // namespace

}  // namespace microfast::middleware
