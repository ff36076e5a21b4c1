#include <ingest/stop_grace.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <future>

namespace unamex::ingest {
namespace {

using namespace std::chrono_literals;

TEST(stop_grace, ends_after_a_signal_and_not_before) {
    const stop_signals signals;
    std::promise<int> overdue;
    auto called = overdue.get_future();
    const stop_grace grace{signals, 0ms, [&] { overdue.set_value(signals.arrived()); }};
    std::raise(SIGTERM);
    EXPECT_EQ(called.get(), SIGTERM);
}

TEST(stop_grace, is_not_overdue_when_the_program_ends_in_time) {
    const stop_signals signals;
    std::atomic<bool> is_overdue{false};
    {
        const stop_grace grace{signals, 1h, [&] { is_overdue = true; }};
        std::raise(SIGTERM);
    }
    EXPECT_FALSE(is_overdue);
}

}  // namespace
}  // namespace unamex::ingest
