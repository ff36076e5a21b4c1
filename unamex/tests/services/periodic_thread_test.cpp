#include <unamex/services/periodic_thread.hpp>

#include <gtest/gtest.h>

#include <semaphore>

namespace unamex::services {
namespace {

TEST(periodic_thread, works_again_and_again) {
    std::counting_semaphore<> done{0};
    const periodic_thread thread{std::chrono::milliseconds{0}, [&] { done.release(); }};
    for (int i = 0; i < 3; ++i)
        done.acquire();
}

TEST(periodic_thread, stops_at_once_in_a_pause) {
    std::counting_semaphore<> done{0};
    {
        const periodic_thread thread{std::chrono::hours{1}, [&] { done.release(); }};
        done.acquire();
    }
    EXPECT_FALSE(done.try_acquire());
}

}  // namespace
}  // namespace unamex::services
