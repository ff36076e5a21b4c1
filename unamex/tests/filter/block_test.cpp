#include <unamex/filter/block.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace unamex::filter {
namespace {

TEST(block_mask, has_one_bit_in_each_lane) {
    std::mt19937 random{1};
    for (int round = 0; round < 10'000; ++round) {
        const auto mask = make_mask_portably(static_cast<std::uint32_t>(random()));
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
    EXPECT_EQ(make_mask_portably(0), expected);
    const block of_one{
        {0x0000'0100'0000'0100,
         0x0010'0000'0002'0000,
         0x0000'0020'0000'4000,
         0x0000'0800'0008'0000}};
    EXPECT_EQ(make_mask_portably(1), of_one);
}

TEST(block_mask, is_the_same_with_and_without_vector_instructions) {
    if (!has_avx2()) GTEST_SUCCEED() << "only the portable way exists here";
    std::mt19937 random{2};
    for (int round = 0; round < 1'000'000; ++round) {
        const auto key = static_cast<std::uint32_t>(random());
        const auto mask = has_avx2() ? make_mask_with_avx2(key) : make_mask(key);
        ASSERT_EQ(mask, make_mask_portably(key)) << key;
    }
}

}  // namespace
}  // namespace unamex::filter
