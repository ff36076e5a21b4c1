#include <tinyorm/core/array_text.hpp>

#include <gtest/gtest.h>

namespace tinyorm {
namespace {

using texts = std::vector<std::string>;
using integers = std::vector<i64>;

TEST(array_text, reads_integers_of_both_forms) {
    for (const auto* text : {"{1,-2}", "[1,-2]", " [ 1 , -2 ] "}) {
        integers read{9};
        EXPECT_TRUE(parse_array(text, read)) << text;
        EXPECT_EQ(read, (integers{1, -2})) << text;
    }
    integers none{9};
    EXPECT_TRUE(parse_array("{}", none));
    EXPECT_EQ(none, integers{});
}

TEST(array_text, reads_texts_of_both_forms) {
    texts read;
    EXPECT_TRUE(parse_array(R"({a,"b c","q\"\\",""})", read));
    EXPECT_EQ(read, (texts{"a", "b c", R"(q"\)", ""}));
    EXPECT_TRUE(parse_array(R"(["a","q\"\\\n\u00e9\u20ac\u0001"])", read));
    EXPECT_EQ(read, (texts{"a", "q\"\\\n\xC3\xA9\xE2\x82\xAC\x01"}));
}

TEST(array_text, refuses_everything_else) {
    integers numbers;
    texts words;
    for (const auto* text :
         {"", "1", "{1", "[1,]", "{1}x", "{NULL}", "{{1}}", "[1.5]", "[2:3]={1,2}"})
        EXPECT_FALSE(parse_array(text, numbers)) << text;
    for (const auto* text :
         {"",
          "a",
          "{a",
          R"(["a)",
          R"(["\)",
          R"(["\x"])",
          R"(["\u12"])",
          R"(["\ud800"])",
          "[a]",
          "{NULL}",
          "{a,}",
          "{{a}}"})
        EXPECT_FALSE(parse_array(text, words)) << text;
}

TEST(array_text, writes_what_it_reads) {
    const texts given{"", "a,b", "{}", R"(q"\)", "NULL", "line\n"};
    std::string text;
    append_array(text, given);
    texts read;
    EXPECT_TRUE(parse_array(text, read));
    EXPECT_EQ(read, given);
}

}  // namespace
}  // namespace tinyorm
