#include <unamex/storage/circuit_breaker.hpp>

#include <gtest/gtest.h>

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;

auto at(std::chrono::milliseconds since_start) {
    return circuit_breaker::time_point{} + 1h + since_start;
}

circuit_breaker& fail(circuit_breaker& breaker, std::chrono::milliseconds when, int times) {
    for (int i = 0; i < times; ++i)
        breaker.report_failure(at(when));
    return breaker;
}

TEST(circuit_breaker, lets_calls_through_while_they_mostly_succeed) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 2).report_success();
    fail(breaker, 0ms, 2);
    EXPECT_TRUE(breaker.admit(at(0ms)));
    EXPECT_TRUE(breaker.is_closed());
}

TEST(circuit_breaker, refuses_at_once_after_three_failures_in_a_row) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 3);
    EXPECT_FALSE(breaker.admit(at(499ms)));
    EXPECT_EQ(breaker.retry_after(at(-200ms)), 700ms);
}

TEST(circuit_breaker, lets_one_probe_through_after_the_pause) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 3);
    EXPECT_TRUE(breaker.admit(at(500ms)));
    EXPECT_FALSE(breaker.admit(at(501ms)));
    breaker.report_success();
    EXPECT_TRUE(breaker.admit(at(502ms)));
    EXPECT_TRUE(breaker.admit(at(502ms)));
}

TEST(circuit_breaker, doubles_the_pause_with_each_failed_probe) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 3);
    auto now = 500ms;
    for (const auto pause : {1000ms, 2000ms, 4000ms, 8000ms, 8000ms}) {
        ASSERT_TRUE(breaker.admit(at(now)));
        breaker.report_failure(at(now));
        EXPECT_FALSE(breaker.admit(at(now + pause - 1ms)));
        now += pause;
    }
}

TEST(circuit_breaker, is_not_kept_open_by_calls_that_were_under_way) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 3);
    fail(breaker, 400ms, 5);
    EXPECT_TRUE(breaker.admit(at(500ms)));
}

TEST(circuit_breaker, sends_another_probe_when_one_never_reports) {
    circuit_breaker breaker;
    fail(breaker, 0ms, 3);
    EXPECT_TRUE(breaker.admit(at(500ms)));
    EXPECT_FALSE(breaker.admit(at(8499ms)));
    EXPECT_TRUE(breaker.admit(at(8500ms)));
}

}  // namespace
}  // namespace unamex::storage
