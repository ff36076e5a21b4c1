#include <microfast/http/utf8.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(utf8, accepts_the_first_and_last_code_point_of_every_length) {
    for (const auto* text :
         {"",
          "a",
          "\x7F",
          "\xC2\x80",
          "\xDF\xBF",
          "\xE0\xA0\x80",
          "\xED\x9F\xBF",
          "\xEE\x80\x80",
          "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80",
          "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_valid_utf8(text)) << testing::PrintToString(text);
    }
}

TEST(utf8, refuses_overlong_forms_surrogates_and_fragments) {
    for (const auto* text :
         {"\x80",
          "\xC0\xAF",
          "\xC1\xBF",
          "\xC2",
          "\xC2"
          "a",
          "\xE0\x9F\xBF",
          "\xED\xA0\x80",
          "\xE2\x82",
          "\xE2\x82"
          "a",
          "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xFF"}) {
        EXPECT_FALSE(is_valid_utf8(text)) << testing::PrintToString(text);
    }
}

TEST(utf8, tells_how_long_the_first_character_is) {
    EXPECT_EQ(utf8_size("a\xFF"), 1U);
    EXPECT_EQ(utf8_size("\xC2\x80z"), 2U);
    EXPECT_EQ(utf8_size("\xE2\x82\xACz"), 3U);
    EXPECT_EQ(utf8_size("\xF0\x90\x80\x80z"), 4U);
    EXPECT_EQ(utf8_size("\xFFz"), 0U);
}

}  // namespace

}  // namespace microfast::http
