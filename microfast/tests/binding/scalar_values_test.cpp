#include <microfast/binding/describe.hpp>
#include <microfast/binding/scalar_values.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>

namespace microfast::binding {

namespace {

TEST(scalar_values, tell_tiny_numbers_from_huge_ones) {
    EXPECT_EQ(to_real("1e-400"), 0.0);
    EXPECT_EQ(to_real("-1e-400"), 0.0);
    EXPECT_EQ(to_real("0.0000001e-320"), 0.0);
    EXPECT_EQ(to_real("1000e-400"), 0.0);
    EXPECT_TRUE(std::isinf(to_real("1e400")));
    EXPECT_TRUE(std::isinf(to_real("0.001e400")));
    EXPECT_TRUE(std::isinf(to_real(std::string(400, '9'))));
    EXPECT_TRUE(std::isinf(to_real(std::string(400, '9') + ".5e+1")));
    EXPECT_EQ(to_real("0." + std::string(400, '0') + "1e-5"), 0.0);
}

TEST(scalar_values, convert_whole_numbers_exactly_or_not_at_all) {
    EXPECT_EQ(to_whole(-5.0)->magnitude, 5U);
    EXPECT_TRUE(to_whole(-5.0)->is_negative);
    EXPECT_EQ(to_whole(9007199254740991.0)->magnitude, 9007199254740991U);
    EXPECT_FALSE(to_whole(9007199254740992.0).has_value());
    EXPECT_FALSE(to_whole(0.5).has_value());
    EXPECT_FALSE(to_whole(HUGE_VAL).has_value());
    EXPECT_FALSE(to_whole(std::nan("")).has_value());
}

TEST(scalar_values, keep_a_text_only_if_it_is_allowed) {
    std::string kept = "before";
    EXPECT_TRUE(store_string(describe<std::string, max_length<2>>(), "abc", &kept));
    EXPECT_EQ(kept, "before");
    EXPECT_FALSE(store_string(describe<std::string, max_length<3>>(), "abc", &kept));
    EXPECT_EQ(kept, "abc");
}

TEST(scalar_values, name_the_limits_of_a_type) {
    const auto found = make_range_fault(describe<std::int8_t>(), true);
    EXPECT_EQ(found.type, "greater_than_equal");
    EXPECT_EQ(found.message, "Input should be greater than or equal to -128");
}

}  // namespace

}  // namespace microfast::binding
