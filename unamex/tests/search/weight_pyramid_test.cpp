#include <unamex/search/weight_pyramid.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace unamex::search {
namespace {

std::vector<ordinal> walk(
    const weight_pyramid& weights, ordinal_range range, ranked_start start = {}
) {
    std::vector<ordinal> order;
    for (ranked_walk names{weights, range, start};;) {
        const auto next = names.next();
        if (!next) return order;
        order.push_back(*next);
    }
}

TEST(weight_pyramid, keeps_every_weight_and_the_greatest_of_each_16) {
    const std::string weights = "aaaaaaaaaaaaaaaabbbbzbbb";
    const auto levels = weight_pyramid::build(weights);
    const weight_pyramid pyramid{levels, static_cast<ordinal>(weights.size())};
    EXPECT_EQ(levels.size(), weight_pyramid::size_bytes(weights.size()));
    ASSERT_EQ(pyramid.height(), 2U);
    EXPECT_EQ(pyramid.weight(20), 'z');
    EXPECT_EQ(pyramid.group(1, 0)[0], 'a');
    EXPECT_EQ(pyramid.group(1, 0)[1], 'z');
}

TEST(weight_pyramid, grows_a_level_with_each_power_of_16) {
    const auto height = [](std::size_t names) {
        const auto levels = weight_pyramid::build(std::string(names, 'w'));
        return weight_pyramid{levels, static_cast<ordinal>(names)}.height();
    };
    EXPECT_EQ(height(0), 0U);
    EXPECT_EQ(height(1), 1U);
    EXPECT_EQ(height(16), 1U);
    EXPECT_EQ(height(17), 2U);
    EXPECT_EQ(height(256), 2U);
    EXPECT_EQ(height(257), 3U);
}

TEST(ranked_walk, gives_nothing_for_an_empty_range) {
    const auto levels = weight_pyramid::build("abc");
    const weight_pyramid pyramid{levels, 3};
    EXPECT_TRUE(walk(pyramid, {1, 1}).empty());
    EXPECT_TRUE(walk({}, {0, 0}).empty());
}

TEST(ranked_walk, orders_equal_weights_by_place) {
    const auto levels = weight_pyramid::build("zazaz");
    const weight_pyramid pyramid{levels, 5};
    EXPECT_EQ(walk(pyramid, {0, 5}), (std::vector<ordinal>{0, 2, 4, 1, 3}));
}

TEST(ranked_walk, agrees_with_sorting_for_random_ranges_and_starts) {
    std::mt19937 random{17};
    for (int round = 0; round < 400; ++round) {
        std::string weights(1 + random() % 900, '\0');
        const auto steps = 1 + random() % 256;  // few steps: many equal weights
        for (auto& weight : weights)
            weight = static_cast<char>(random() % steps);
        const auto size = static_cast<ordinal>(weights.size());
        const auto levels = weight_pyramid::build(weights);
        const weight_pyramid pyramid{levels, size};

        const auto first = static_cast<ordinal>(random() % size);
        const ordinal_range range{
            first, first + static_cast<ordinal>(random() % (size - first + 1))};
        const ranked_start start{
            static_cast<weight_type>(random() % 256), static_cast<ordinal>(random() % (size + 1))};
        std::vector<ordinal> expected;
        for (auto at = range.first; at < range.last; ++at) {
            const auto weight = pyramid.weight(at);
            const auto is_behind =
                weight < start.weight || (weight == start.weight && at >= start.from);
            if (is_behind) expected.push_back(at);
        }
        const auto heavier = [&](ordinal left, ordinal right) {
            return pyramid.weight(left) > pyramid.weight(right);
        };
        std::ranges::stable_sort(expected, heavier);
        ASSERT_EQ(walk(pyramid, range, start), expected);
    }
}

}  // namespace
}  // namespace unamex::search
