#include <microfast/middleware/throttle.hpp>

#include <gtest/gtest.h>

#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::milliseconds;

TEST(throttle, waits_instead_of_refusing_until_the_wait_is_too_long) {
    standing_clock clock;
    std::vector<std::chrono::nanoseconds> waits;
    throttle_options options{
        .rate = {.count = 1, .window = milliseconds{1000}},
        .longest_wait = milliseconds{1500},
        .now = clock.source()};
    options.wait = [&](std::chrono::nanoseconds delay) -> task<void> {
        waits.push_back(delay);
        co_return;
    };
    const auto layer = throttle(options);
    EXPECT_EQ(status_for(layer, "192.0.2.1"), 200);
    EXPECT_EQ(status_for(layer, "192.0.2.1"), 200);
    EXPECT_EQ(status_for(layer, "192.0.2.2"), 200);
    EXPECT_EQ(waits, std::vector<std::chrono::nanoseconds>{milliseconds{1000}});
    exchange refused("GET", "/");
    refused.in.set_client_address(http::ip_address::parse("192.0.2.1").value());
    refused.call(layer, answering("never asked"));
    EXPECT_EQ(refused.out.status, 503);
    EXPECT_EQ(refused.field("Retry-After"), "2");
}

}  // namespace

}  // namespace microfast::middleware
