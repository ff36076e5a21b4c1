#include <microfast/http/media_type.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(media_type, is_taken_apart) {
    const auto type = parse_media_type(R"(Text/HTML; Charset="utf\-8" ;boundary=x;x=1)");
    ASSERT_TRUE(type);
    EXPECT_TRUE(type->is("text/html"));
    EXPECT_FALSE(type->is("text/htm"));
    EXPECT_FALSE(type->is("text/html5"));
    EXPECT_FALSE(type->is("html"));
    EXPECT_EQ(type->parameter("charset"), "utf-8");
    EXPECT_EQ(type->parameter("BOUNDARY"), "x");
    EXPECT_EQ(type->parameter("y"), std::nullopt);
}

TEST(media_type, gives_the_first_of_two_parameters) {
    EXPECT_EQ(parse_media_type("a/b;c=1;c=2")->parameter("c"), "1");
}

TEST(media_type, knows_json) {
    for (const auto* const json :
         {"application/json",
          "Application/JSON; charset=utf-8",
          "application/problem+json",
          "application/vnd.api+JSON"}) {
        EXPECT_TRUE(parse_media_type(json)->is_json()) << json;
    }
    for (const auto* const other :
         {"text/json",
          "application/json5",
          "application/+json",
          "application/jsonx",
          "application/problem+jsonx"}) {
        EXPECT_FALSE(parse_media_type(other)->is_json()) << other;
    }
}

TEST(media_type, may_end_in_a_semicolon) {
    EXPECT_TRUE(parse_media_type("text/html;"));
    EXPECT_TRUE(parse_media_type("text/html ; "));
}

TEST(media_type, is_nothing_else) {
    for (const auto* const text :
         {"",
          "text",
          "text/",
          "/html",
          "text html",
          "text/html/x",
          "text/html charset=x",
          "text/html;charset",
          "text/html;charset=",
          "text/html;charset=\"x",
          "text/html;=x",
          "text/html, text/plain",
          " text/html",
          "te xt/html",
          "text/html;a=b c"}) {
        EXPECT_FALSE(parse_media_type(text)) << text;
    }
}

TEST(media_type, is_read_in_one_pass_however_long) {
    std::string text("text/html");
    for (int i = 0; i < 100'000; ++i)
        text += ";a=\"\\\"\"";
    EXPECT_TRUE(parse_media_type(text));
    EXPECT_EQ(parse_media_type(text)->parameter("b"), std::nullopt);
}

}  // namespace

}  // namespace microfast::http
