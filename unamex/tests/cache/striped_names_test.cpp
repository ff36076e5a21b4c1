#include <unamex/cache/striped_names.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace unamex::cache {
namespace {

constexpr striped_names::time_point now{};

TEST(striped_names, remember_what_was_remembered) {
    striped_names names{1'000, std::chrono::hours{1}};
    names.remember("alice", now);
    EXPECT_TRUE(names.contains("alice", now));
    EXPECT_FALSE(names.contains("bob", now));
    EXPECT_FALSE(names.contains("alice", now + std::chrono::hours{1}));
}

TEST(striped_names, stay_within_their_capacity) {
    striped_names names{640, std::chrono::hours{1}};
    for (int i = 0; i < 10'000; ++i)
        names.remember("name" + std::to_string(i), now);
    EXPECT_EQ(names.size(), 640U);
    EXPECT_TRUE(names.contains("name9999", now));
}

TEST(striped_names, are_shared_by_threads) {
    striped_names names{100'000, std::chrono::hours{1}};
    const auto work = [&](int first) {
        for (int i = first; i < 4'000; i += 2) {
            const auto name = "name" + std::to_string(i);
            names.remember(name, now);
            ASSERT_TRUE(names.contains(name, now));
        }
    };
    std::thread even{work, 0};
    std::thread odd{work, 1};
    even.join();
    odd.join();
    EXPECT_EQ(names.size(), 4'000U);
}

}  // namespace
}  // namespace unamex::cache
