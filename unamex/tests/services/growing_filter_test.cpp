#include <unamex/services/growing_filter.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>

namespace unamex::services {
namespace {

auto hash(unsigned number) {
    return domain::hash_name("name" + std::to_string(number));
}

TEST(growing_filter, is_full_when_more_names_came_than_it_was_made_for) {
    growing_filter filter{filter::split_block_filter{1000}};
    for (unsigned i = 0; i < 900; ++i)
        filter.insert(hash(i));
    EXPECT_FALSE(filter.is_full());
    for (unsigned i = 900; i < 1200; ++i)
        filter.insert(hash(i));
    EXPECT_TRUE(filter.is_full());
}

TEST(growing_filter, goes_on_with_the_greater_filter) {
    growing_filter filter{filter::split_block_filter{1000}};
    filter.insert(hash(1));
    auto& greater = filter.begin_growth();
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
    auto& greater = filter.begin_growth();
    filter.insert(hash(1));
    EXPECT_EQ(&filter.begin_growth(), &greater);
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
        auto& greater = filter.begin_growth();
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
