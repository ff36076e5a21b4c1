#include <microfast/containers/per_thread.hpp>

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace microfast::containers {

namespace {

TEST(per_thread, gives_each_thread_an_object_of_its_own) {
    const per_thread<int> counters;
    EXPECT_EQ(counters.size(), 0U);
    counters.local() = 7;
    std::thread([&] { EXPECT_EQ(counters.local(), 0); }).join();
    EXPECT_EQ(counters.local(), 7);
    EXPECT_EQ(counters.size(), 2U);
}

TEST(per_thread, tells_owners_apart_even_in_the_same_place) {
    for (int round = 0; round < 3; ++round) {
        const per_thread<int> counters;
        EXPECT_EQ(counters.local()++, 0);
        const per_thread<int> others;
        EXPECT_EQ(others.local(), 0);
        EXPECT_EQ(counters.local(), 1);
    }
}

TEST(per_thread, makes_objects_as_it_is_told) {
    const per_thread<std::set<int>> sets([] { return std::make_unique<std::set<int>>(std::set{5}); }
    );
    EXPECT_TRUE(sets.local().contains(5));
}

TEST(per_thread, destroys_all_objects_with_the_owner) {
    struct counted {
        explicit counted(int& alive_) : alive{alive_} { ++alive; }
        counted(const counted&) = delete;
        counted& operator=(const counted&) = delete;
        ~counted() { --alive; }
        int& alive;
    };
    int alive = 0;
    {
        const per_thread<counted> owner([&] { return std::make_unique<counted>(alive); });
        static_cast<void>(owner.local());
        std::thread([&] { static_cast<void>(owner.local()); }).join();
        EXPECT_EQ(alive, 2);
    }
    EXPECT_EQ(alive, 0);
}

}  // namespace

}  // namespace microfast::containers
