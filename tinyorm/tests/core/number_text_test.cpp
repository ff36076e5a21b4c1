#include <tinyorm/core/number_text.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace tinyorm {
namespace {

std::string written(auto number) {
    std::string text = "<";
    append_number(text, number);
    return text;
}

TEST(number_text, is_the_shortest_that_reads_back) {
    EXPECT_EQ(written(std::numeric_limits<i64>::min()), "<-9223372036854775808");
    EXPECT_EQ(written(0.1), "<0.1");
    EXPECT_EQ(written(1e300), "<1e+300");
    EXPECT_EQ(written(std::numeric_limits<double>::denorm_min()), "<5e-324");
}

TEST(number_text, knows_one_nan_only) {
    EXPECT_EQ(written(-std::numeric_limits<double>::quiet_NaN()), "<NaN");
    EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "<-inf");
}

}  // namespace
}  // namespace tinyorm
