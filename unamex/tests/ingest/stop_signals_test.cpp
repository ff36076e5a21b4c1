#include <ingest/stop_signals.hpp>

#include <gmock/gmock.h>

namespace unamex::ingest {
namespace {

TEST(stop_signals, notes_the_signal_that_came) {
    const stop_signals signals;
    EXPECT_EQ(signals.arrived(), 0);
    std::raise(SIGTERM);
    EXPECT_EQ(signals.arrived(), SIGTERM);
}

TEST(stop_signals, starts_without_the_signals_of_before) {
    {
        const stop_signals signals;
        std::raise(SIGINT);
    }
    EXPECT_EQ(stop_signals{}.arrived(), 0);
}

TEST(stop_signals, leaves_the_second_signal_to_the_system) {
    const auto interrupt_twice = [] {
        const stop_signals signals;
        std::raise(SIGINT);
        std::raise(SIGTERM);
    };
    EXPECT_EXIT(interrupt_twice(), ::testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace unamex::ingest
