#include <microfast/core/byte_count.hpp>

#include <gtest/gtest.h>

namespace microfast {

namespace {

TEST(byte_count, is_a_number_of_bytes_whatever_its_unit) {
    EXPECT_EQ(1_KiB, 1024_B);
    EXPECT_EQ(2_MiB, 2048_KiB);
    EXPECT_EQ((1_GiB).value, 1U << 30U);
    EXPECT_LT(1023_B, 1_KiB);
}

TEST(byte_count, is_written_with_the_largest_unit_that_divides_it) {
    EXPECT_EQ(to_string(0_B), "0 B");
    EXPECT_EQ(to_string(1023_B), "1023 B");
    EXPECT_EQ(to_string(16_KiB), "16 KiB");
    EXPECT_EQ(to_string(1025_KiB), "1025 KiB");
    EXPECT_EQ(to_string(1_MiB), "1 MiB");
    EXPECT_EQ(to_string(4096_GiB), "4096 GiB");
}

}  // namespace

}  // namespace microfast
