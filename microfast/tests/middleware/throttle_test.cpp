#include <microfast/middleware/throttle.hpp>

#include <gtest/gtest.h>

#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::milliseconds;

/// A clock that stands until it is moved.
struct manual_clock {
    limits::time_point now{std::chrono::hours{1}};
    steady_clock_source source() {
        return [this] { return now; };
    }
};

http::ip_address address(std::string_view text) {
    return http::ip_address::parse(text).value();
}

/// The status of a request from there.
int ask(const http::middleware& layer, std::string_view from) {
    exchange one("GET", "/");
    one.in.set_client_address(address(from));
    one.call(layer, answering("ok"));
    return one.out.status;
}

TEST(throttle, waits_instead_of_refusing_until_the_wait_is_too_long) {
    manual_clock clock;
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
    EXPECT_EQ(ask(layer, "192.0.2.1"), 200);
    EXPECT_EQ(ask(layer, "192.0.2.1"), 200);
    EXPECT_EQ(ask(layer, "192.0.2.2"), 200);
    EXPECT_EQ(waits, std::vector<std::chrono::nanoseconds>{milliseconds{1000}});
    exchange refused("GET", "/");
    refused.in.set_client_address(address("192.0.2.1"));
    refused.call(layer, answering("never asked"));
    EXPECT_EQ(refused.out.status, 503);
    EXPECT_EQ(refused.field("Retry-After"), "2");
}

}  // namespace

}  // namespace microfast::middleware
