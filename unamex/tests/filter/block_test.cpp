#include <unamex/filter/block.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace unamex::filter {
namespace {

TEST(block_mask, has_one_bit_in_each_lane) {
    std::mt19937 random{1};
    for (int round = 0; round < 10'000; ++round) {
        const auto mask = portable::make_mask(static_cast<std::uint32_t>(random()));
        for (const auto word : mask.words) {
            EXPECT_EQ(std::popcount(static_cast<std::uint32_t>(word)), 1);
            EXPECT_EQ(std::popcount(static_cast<std::uint32_t>(word >> 32U)), 1);
        }
    }
}

TEST(block_mask, stays_what_it_is_within_a_snapshot_format) {
    const block expected{
        {0x0000'0001'0000'0001,
         0x0000'0001'0000'0001,
         0x0000'0001'0000'0001,
         0x0000'0001'0000'0001}};
    EXPECT_EQ(portable::make_mask(0), expected);
    const block of_one{
        {0x0000'0100'0000'0100,
         0x0010'0000'0002'0000,
         0x0000'0020'0000'4000,
         0x0000'0800'0008'0000}};
    EXPECT_EQ(portable::make_mask(1), of_one);
}

TEST(block_mask, is_the_same_with_and_without_vector_instructions) {
    std::mt19937 random{2};
    for (int round = 0; round < 1'000'000; ++round) {
        const auto key = static_cast<std::uint32_t>(random());
        ASSERT_EQ(make_mask(key), portable::make_mask(key)) << key;
        if (!avx2::is_there()) continue;
        ASSERT_EQ(avx2::make_mask(key), portable::make_mask(key)) << key;
    }
}

TEST(block_mask, is_covered_only_where_all_of_its_bits_are_set) {
    std::mt19937 random{3};
    for (int round = 0; round < 100'000; ++round) {
        const auto key = static_cast<std::uint32_t>(random());
        auto covering = portable::make_mask(key);
        for (auto& word : covering.words)
            word |= std::uint64_t{random()} << random() % 32;
        auto lacking = covering;
        auto& damaged = lacking.words[random() % 4];
        const auto bits = portable::make_mask(key)
                              .words[static_cast<std::size_t>(&damaged - lacking.words.data())];
        damaged &= ~(random() % 2 == 0 ? bits & 0xffff'ffff : bits & ~0xffff'ffffULL);

        EXPECT_TRUE(portable::covers_mask(covering.words.data(), key));
        EXPECT_FALSE(portable::covers_mask(lacking.words.data(), key));
        EXPECT_TRUE(covers_mask(covering.words.data(), key));
        EXPECT_FALSE(covers_mask(lacking.words.data(), key));
        if (!avx2::is_there()) continue;
        EXPECT_TRUE(avx2::covers_mask(covering.words.data(), key));
        EXPECT_FALSE(avx2::covers_mask(lacking.words.data(), key));
    }
}

}  // namespace
}  // namespace unamex::filter
