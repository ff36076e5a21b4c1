#include <unamex/cache/back_off.hpp>

#include <gtest/gtest.h>

#include <set>

namespace unamex::cache {
namespace {

using std::chrono::milliseconds;

TEST(back_off, pauses_twice_as_long_after_each_failure_up_to_a_limit) {
    back_off pauses{milliseconds{100}, milliseconds{1'000}, 1};
    for (const int due : {100, 200, 400, 800, 1'000, 1'000}) {
        const auto pause = pauses.next_pause();
        EXPECT_GE(pause, milliseconds{due / 2});
        EXPECT_LE(pause, milliseconds{due});
    }
}

TEST(back_off, begins_anew_after_a_success) {
    back_off pauses{milliseconds{100}, milliseconds{1'000}, 1};
    for (int i = 0; i < 5; ++i)
        (void)pauses.next_pause();
    pauses.reset();
    EXPECT_LE(pauses.next_pause(), milliseconds{100});
}

TEST(back_off, differs_between_processes) {
    std::set<milliseconds> seen;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        seen.insert(back_off{milliseconds{1'000}, milliseconds{1'000}, seed * 7'919}.next_pause());
    }
    EXPECT_GT(seen.size(), 10U);
}

}  // namespace
}  // namespace unamex::cache
