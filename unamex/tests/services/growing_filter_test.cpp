#include <unamex/services/growing_filter.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace unamex::services {
namespace {

auto hash(unsigned number) {
    return domain::hash_name("name" + std::to_string(number));
}

TEST(growing_filter, has_room_for_twice_the_names_and_is_at_least_twice_as_large) {
    EXPECT_EQ(growing_filter{filter::split_block_filter{1000}}.begin_growth(10).capacity(), 2000U);
    EXPECT_EQ(
        growing_filter{filter::split_block_filter{1000}}.begin_growth(1500).capacity(), 3000U
    );
}

TEST(growing_filter, goes_on_with_the_greater_filter) {
    growing_filter filter{filter::split_block_filter{1000}};
    filter.insert(hash(1));
    auto& greater = filter.begin_growth(1000);
    EXPECT_TRUE(filter.might_contain(hash(1)));
    greater.insert(hash(1));
    filter.insert(hash(2));
    filter.finish_growth();
    filter.insert(hash(3));
    EXPECT_EQ(&filter.current(), &greater);
    for (unsigned i = 1; i <= 3; ++i)
        EXPECT_TRUE(filter.might_contain(hash(i)));
}

TEST(growing_filter, begins_no_second_growth_before_the_first_has_finished) {
    growing_filter filter{filter::split_block_filter{1000}};
    auto& greater = filter.begin_growth(1000);
    filter.insert(hash(1));
    EXPECT_EQ(&filter.begin_growth(1000), &greater);
    EXPECT_TRUE(greater.might_contain(hash(1)));
}

TEST(growing_filter, loses_no_name_that_comes_in_while_it_grows) {
    constexpr unsigned names = 20'000;
    growing_filter filter{filter::split_block_filter{1000}};
    std::atomic<unsigned> inserted = 0;
    std::jthread writer{[&] {
        for (unsigned i = 0; i < names; ++i) {
            filter.insert(hash(i));
            inserted.store(i + 1);
        }
    }};
    for (int growth = 0; growth < 8; ++growth) {
        auto& greater = filter.begin_growth(1000);
        const auto known = inserted.load() + 1;  // one may be on its way into the filter before
        for (unsigned i = 0; i < known; ++i)
            greater.insert(hash(i));
        filter.finish_growth();
    }
    writer.join();
    for (unsigned i = 0; i < names; ++i)
        ASSERT_TRUE(filter.might_contain(hash(i))) << i;
}

}  // namespace
}  // namespace unamex::services
