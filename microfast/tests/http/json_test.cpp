#include <microfast/core/error.hpp>
#include <microfast/http/json.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace microfast::http {

namespace {

std::string refusal_of(std::string_view document) {
    try {
        (void)parse_json(document);
    } catch (const http_error& refusal) {
        return std::to_string(refusal.status()) + " " + std::string(refusal.detail());
    }
    return "none";
}

TEST(json, round_trips) {
    const std::string document = R"({"a":[1,2.5,null,true,"\"ä"]})";
    EXPECT_EQ(to_json_text(parse_json(document)), document);
}

TEST(json, names_the_byte_where_a_document_goes_wrong) {
    EXPECT_EQ(refusal_of(R"({"a":1,})"), "400 the body is not JSON: error at byte 8");
    EXPECT_EQ(refusal_of(""), "400 the body is not JSON: error at byte 1");
    EXPECT_EQ(refusal_of("1 2"), "400 the body is not JSON: error at byte 3");
    EXPECT_EQ(refusal_of("\"\xFF\""), "400 the body is not JSON: error at byte 2");
}

TEST(json, refuses_a_depth_that_nobody_means) {
    EXPECT_EQ(refusal_of(std::string(200, '[') + std::string(200, ']')), "none");
    EXPECT_EQ(
        refusal_of(std::string(100'000, '[')),
        "400 the JSON document is nested deeper than 256 levels"
    );
}

TEST(json, replaces_bytes_that_are_not_text) {
    EXPECT_EQ(to_json_text("a\xFF"), "\"a\xEF\xBF\xBD\"");
}

}  // namespace

}  // namespace microfast::http
