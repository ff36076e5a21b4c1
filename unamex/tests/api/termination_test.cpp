#include <api/termination.hpp>

#include <gmock/gmock.h>

#include <csignal>

namespace unamex::api {
namespace {

TEST(termination, comes_with_a_signal) {
    for (const int number : {SIGTERM, SIGINT}) {
        termination end;
        std::raise(number);
        EXPECT_EQ(end.wait_blocking(), number);
    }
}

TEST(termination, comes_at_once_with_the_second_signal) {
    const auto end_twice = [] {
        const termination end;
        std::raise(SIGTERM);
        std::raise(SIGINT);
    };
    EXPECT_EXIT(end_twice(), ::testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace unamex::api
