#include <unamex/domain/unicode.hpp>

#include <gtest/gtest.h>

namespace unamex::domain {
namespace {

TEST(unicode, maps_width_then_trims_then_lowers_then_composes) {
    EXPECT_EQ(map_unicode("　ＡE\u0301 \u00a0"), "a\u00e9");
}

TEST(unicode, maps_half_width_letters_and_leaves_other_compatibility_forms) {
    EXPECT_EQ(map_unicode("ｱ"), "ア");
    EXPECT_EQ(map_unicode("²"), "²");
}

TEST(unicode, maps_nothing_that_is_not_utf8) {
    EXPECT_EQ(map_unicode("a\xff"), std::nullopt);
    EXPECT_EQ(map_unicode(""), "");
}

TEST(unicode, finds_letters_of_two_scripts) {
    EXPECT_EQ(find_unicode_defect("иvan"), refusal::mixed_script);
    EXPECT_EQ(find_unicode_defect("иван_7"), std::nullopt);
}

TEST(unicode, finds_a_mark_that_hides_behind_another) {
    EXPECT_EQ(find_unicode_defect("x\u0323\u0323"), refusal::bad_character);
}

TEST(unicode, takes_skeletons_without_case) {
    EXPECT_EQ(unicode_skeleton("m01"), "rnol");
}

}  // namespace
}  // namespace unamex::domain
