#include <microfast/http/entity_tag.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

constexpr auto strong = tag_comparison::strong;
constexpr auto weak = tag_comparison::weak;

TEST(entity_tag, is_read_and_written) {
    EXPECT_EQ(parse_entity_tag(R"("xyzzy")"), (entity_tag{R"("xyzzy")"}));
    EXPECT_EQ(parse_entity_tag(R"(W/"xyzzy")"), (entity_tag{R"("xyzzy")", true}));
    EXPECT_EQ(parse_entity_tag(R"("")"), (entity_tag{R"("")"}));
    EXPECT_EQ(to_string({R"("a")", true}), R"(W/"a")");
    EXPECT_EQ(to_string({R"("a")"}), R"("a")");
}

TEST(entity_tag, may_have_a_backslash_that_escapes_nothing) {
    EXPECT_EQ(parse_entity_tag(R"("a\")"), (entity_tag{R"("a\")"}));
    EXPECT_FALSE(parse_entity_tag(R"("a\"b")"));
}

TEST(entity_tag, is_nothing_else) {
    for (const auto* const text :
         {"",
          "*",
          "xyzzy",
          "\"",
          "\"a",
          "a\"",
          "w/\"a\"",
          "W/ \"a\"",
          "W/a",
          "\"a b\"",
          "\"a\tb\"",
          "\"a\" ",
          "\"a\"\"b\"",
          "\"a\x7F\"",
          "W/"}) {
        EXPECT_FALSE(parse_entity_tag(text)) << text;
    }
}

/// The table of RFC 9110, section 8.8.3.2.
TEST(entity_tag, is_compared_as_the_standard_says) {
    const entity_tag weak_1{R"("1")", true};
    const entity_tag weak_2{R"("2")", true};
    const entity_tag strong_1{R"("1")"};
    EXPECT_FALSE(matches(weak_1, weak_1, strong));
    EXPECT_TRUE(matches(weak_1, weak_1, weak));
    EXPECT_FALSE(matches(weak_1, weak_2, strong));
    EXPECT_FALSE(matches(weak_1, weak_2, weak));
    EXPECT_FALSE(matches(weak_1, strong_1, strong));
    EXPECT_TRUE(matches(weak_1, strong_1, weak));
    EXPECT_TRUE(matches(strong_1, strong_1, strong));
    EXPECT_TRUE(matches(strong_1, strong_1, weak));
}

TEST(entity_tag, is_found_in_lists) {
    const entity_tag tag{R"("b")"};
    EXPECT_TRUE(contains_tag(R"("b")", tag, strong));
    EXPECT_TRUE(contains_tag(R"("a" , "b","c")", tag, strong));
    EXPECT_TRUE(contains_tag(R"(,, "a",,"b")", tag, strong));
    EXPECT_TRUE(contains_tag(R"("a,b", W/"b")", tag, weak));
    EXPECT_FALSE(contains_tag(R"("a,b", W/"b")", tag, strong));
    EXPECT_FALSE(contains_tag(R"("a", "c")", tag, weak));
    EXPECT_FALSE(contains_tag("", tag, weak));
}

TEST(entity_tag, is_not_looked_for_behind_something_malformed) {
    const entity_tag tag{R"("b")"};
    EXPECT_TRUE(contains_tag(R"("b", a)", tag, weak));
    EXPECT_FALSE(contains_tag(R"(a, "b")", tag, weak));
    EXPECT_FALSE(contains_tag(R"("a" "b")", tag, weak));
    EXPECT_FALSE(contains_tag(R"("a", *, "b")", tag, weak));
}

}  // namespace

}  // namespace microfast::http
