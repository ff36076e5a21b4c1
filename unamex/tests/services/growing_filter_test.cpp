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
    filter.finish();
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

TEST(growing_filter, is_renewed_with_the_room_it_had_and_what_it_is_filled_with) {
    growing_filter filter{filter::split_block_filter{1000}};
    filter.insert(hash(1));
    filter.insert(hash(2));
    for (int renewal = 0; renewal < 3; ++renewal) {
        auto& renewed = filter.begin_renewal();
        EXPECT_EQ(renewed.capacity(), 1000U);
        EXPECT_EQ(renewed.names(), 0U);
        EXPECT_FALSE(renewed.might_contain(hash(1)));
        renewed.insert(hash(1));
        EXPECT_TRUE(filter.might_contain(hash(1)));
        filter.finish();
        EXPECT_EQ(&filter.current(), &renewed);
    }
    EXPECT_TRUE(filter.might_contain(hash(1)));
    EXPECT_FALSE(filter.might_contain(hash(2)));
}

TEST(growing_filter, needs_two_filters_of_a_size_however_often_it_is_renewed) {
    growing_filter filter{filter::split_block_filter{1000}};
    const auto renew = [&] {
        auto* const renewed = &filter.begin_renewal();
        filter.finish();
        return renewed;
    };
    const auto* const first = &filter.current();
    const auto* const second = renew();
    EXPECT_EQ(renew(), first);
    EXPECT_EQ(renew(), second);
    filter.begin_growth(1000);
    filter.finish();
    EXPECT_EQ(renew()->capacity(), 2000U);
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
        filter.finish();
    }
    writer.join();
    for (unsigned i = 0; i < names; ++i)
        ASSERT_TRUE(filter.might_contain(hash(i))) << i;
}

}  // namespace
}  // namespace unamex::services
