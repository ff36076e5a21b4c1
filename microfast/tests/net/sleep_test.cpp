#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <chrono>

namespace microfast::net {

namespace {

task<void> sleep_and_stop(event_loop& loop) {
    co_await sleep_for(std::chrono::milliseconds(10));
    loop.stop();
}

TEST(sleep_for, goes_on_when_the_time_has_passed) {
    event_loop loop;
    const auto began = std::chrono::steady_clock::now();
    loop.spawn(sleep_and_stop(loop));
    loop.run();
    EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds{10});
}

}  // namespace

}  // namespace microfast::net
