#include <unamex/domain/slot.hpp>
#include <unamex/filter/split_block_filter.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>

namespace unamex::filter {
namespace {

domain::name_hash known(std::size_t number) {
    return domain::hash_name("known" + std::to_string(number));
}
domain::name_hash fresh(std::size_t number) {
    return domain::hash_name("fresh" + std::to_string(number));
}

double measured_false_positive_rate(const split_block_filter& filter, std::size_t probes) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < probes; ++i)
        found += filter.might_contain(fresh(i)) ? 1U : 0U;
    return static_cast<double>(found) / static_cast<double>(probes);
}

TEST(split_block_filter, contains_nothing_at_first) {
    const split_block_filter filter{1000};
    for (std::size_t i = 0; i < 1000; ++i)
        EXPECT_FALSE(filter.might_contain(fresh(i)));
    EXPECT_EQ(filter.names(), 0U);
    EXPECT_EQ(filter.fill_ratio(), 0.0);
    EXPECT_EQ(filter.false_positive_rate(), 0.0);
    EXPECT_EQ(filter.size_bytes(), 2016U);  // 63 blocks
}

TEST(split_block_filter, says_whether_an_insert_changed_anything) {
    split_block_filter filter{1000};
    EXPECT_TRUE(filter.insert(known(1)));
    EXPECT_FALSE(filter.insert(known(1)));
    EXPECT_TRUE(filter.insert(known(2)));
    EXPECT_EQ(filter.names(), 2U);
}

TEST(split_block_filter, never_forgets_a_name) {
    std::mt19937_64 random{3};
    for (const std::size_t capacity : {1U, 15U, 16U, 17U, 1000U}) {
        split_block_filter filter{capacity};
        std::unordered_set<domain::name_hash> inserted;
        for (std::size_t i = 0; i < 3 * capacity; ++i) {
            const auto hash = random();
            const bool was_contained = filter.might_contain(hash);
            EXPECT_EQ(filter.insert(hash), !was_contained);
            inserted.insert(hash);
        }
        for (const auto hash : inserted)
            ASSERT_TRUE(filter.might_contain(hash));
    }
}

TEST(split_block_filter, takes_few_new_names_for_known_ones) {
    constexpr std::size_t capacity = 200'000;
    split_block_filter filter{capacity};
    for (std::size_t i = 0; i < capacity; ++i)
        filter.insert(known(i));

    const auto rate = measured_false_positive_rate(filter, 1'000'000);

    EXPECT_LE(rate, 0.002);
    EXPECT_NEAR(rate, filter.false_positive_rate(), 4 * std::sqrt(0.0013 / 1'000'000));
    EXPECT_NEAR(static_cast<double>(filter.names()), capacity, 0.001 * capacity);
    EXPECT_NEAR(filter.fill_ratio(), 1 - std::exp(-0.5), 0.002);
}

TEST(split_block_filter, of_a_quarter_of_the_slots_errs_no_more_often) {
    constexpr std::size_t capacity = 50'000;
    split_block_filter filter{capacity};
    const auto is_ours = [](domain::name_hash hash) {
        return index_of(domain::slot_of(hash)) % 4 == 0;
    };
    std::size_t probes = 0;
    std::size_t found = 0;
    for (std::size_t i = 0; filter.names() < capacity - 50; ++i) {
        if (is_ours(known(i))) filter.insert(known(i));
    }
    for (std::size_t i = 0; probes < 200'000; ++i) {
        if (!is_ours(fresh(i))) continue;
        ++probes;
        found += filter.might_contain(fresh(i)) ? 1U : 0U;
    }
    EXPECT_LE(static_cast<double>(found) / static_cast<double>(probes), 0.002);
}

TEST(split_block_filter, expects_the_rates_of_the_published_table) {
    EXPECT_NEAR(expected_false_positive_rate(256.0 / 8), 0.0332, 0.0001);
    EXPECT_NEAR(expected_false_positive_rate(256.0 / 10.5), 0.0101, 0.0001);
    EXPECT_NEAR(expected_false_positive_rate(256.0 / 16), 0.0013, 0.0001);
    EXPECT_NEAR(expected_false_positive_rate(256.0 / 24), 0.00016, 0.00001);
    EXPECT_EQ(expected_false_positive_rate(0), 0.0);
    EXPECT_NEAR(expected_false_positive_rate(1e6), 1.0, 1e-6);
}

TEST(split_block_filter, contains_after_a_union_what_either_contained) {
    constexpr std::size_t capacity = 10'000;
    split_block_filter ours{capacity};
    split_block_filter theirs{capacity};
    for (std::size_t i = 0; i < 4000; ++i)
        ours.insert(known(i));
    for (std::size_t i = 3000; i < 7000; ++i)
        theirs.insert(known(i));

    ours.unite(theirs);

    for (std::size_t i = 0; i < 7000; ++i)
        ASSERT_TRUE(ours.might_contain(known(i)));
    EXPECT_FALSE(theirs.might_contain(known(0)));
    EXPECT_NEAR(static_cast<double>(ours.names()), 7000, 70);
    EXPECT_LE(measured_false_positive_rate(ours, 100'000), 0.002);
}

TEST(split_block_filter, contains_nothing_once_it_is_cleared) {
    split_block_filter filter{1000};
    filter.insert(domain::hash_name("ada"));
    filter.clear();
    EXPECT_FALSE(filter.might_contain(domain::hash_name("ada")));
    EXPECT_EQ(filter.names(), 0U);
    EXPECT_EQ(filter.fill_ratio(), 0.0);
}

TEST(split_block_filter, unites_only_filters_of_one_size) {
    split_block_filter filter{1000};
    EXPECT_THROW(filter.unite(split_block_filter{2000}), std::invalid_argument);
}

TEST(split_block_filter, has_room_for_at_least_one_name) {
    EXPECT_THROW(split_block_filter{0}, std::invalid_argument);
    EXPECT_THROW(
        split_block_filter{split_block_filter::greatest_capacity + 1}, std::invalid_argument
    );
}

TEST(split_block_filter, keeps_its_names_when_it_is_moved) {
    split_block_filter filter{1000};
    filter.insert(known(1));
    auto moved = std::move(filter);
    split_block_filter assigned{10};
    assigned = std::move(moved);
    EXPECT_TRUE(assigned.might_contain(known(1)));
    EXPECT_EQ(assigned.names(), 1U);
    EXPECT_EQ(assigned.capacity(), 1000U);
}

}  // namespace
}  // namespace unamex::filter
