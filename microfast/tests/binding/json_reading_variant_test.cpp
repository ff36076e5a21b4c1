#include <microfast/binding/json_reading.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "binding/reading.hpp"

namespace microfast::binding {

namespace {

struct cat {
    field<std::string, one_of<"cat">> type;
    int lives;
};
struct dog {
    field<std::string, one_of<"dog", "hound">> type;
    int bones;
};
using pet = std::variant<cat, dog>;

struct circle {
    double radius;
};
struct rectangle {
    double width;
    double height;
};
using shape = std::variant<circle, rectangle>;

struct branch;
using tree = std::variant<int, branch>;
struct branch {
    std::vector<tree> of;
};

TEST(json_reading_variant, takes_the_alternative_of_the_kind_of_value) {
    using any = std::variant<bool, int, std::string, std::vector<int>, std::map<std::string, int>>;
    for (const auto* const document : {"true", "7", "\"x\"", "[1,2]", R"({"a":1})"})
        EXPECT_EQ(rewritten<any>(document), document);
    EXPECT_EQ(faults_in<any>("null"), "body union_error");
}

TEST(json_reading_variant, takes_integers_for_numbers_that_are_whole) {
    using numeric = std::variant<double, int>;
    numeric value;
    EXPECT_EQ(faults_of("7", value), "");
    EXPECT_EQ(value.index(), 0U);
    using ordered = std::variant<int, std::int64_t, double>;
    ordered wide;
    EXPECT_EQ(faults_of("7", wide), "");
    EXPECT_EQ(wide.index(), 0U);
    EXPECT_EQ(faults_of("70000000000", wide), "");
    EXPECT_EQ(wide.index(), 1U);
    EXPECT_EQ(faults_of("7.5", wide), "");
    EXPECT_EQ(wide.index(), 2U);
}

TEST(json_reading_variant, takes_the_first_text_that_can_be_read) {
    using text = std::variant<uuid, std::chrono::year_month_day, std::string>;
    text value;
    EXPECT_EQ(faults_of("\"2024-02-29\"", value), "");
    EXPECT_EQ(value.index(), 1U);
    EXPECT_EQ(faults_of("\"2023-02-29\"", value), "");
    EXPECT_EQ(value.index(), 2U);
    EXPECT_EQ((faults_in<std::variant<uuid, bytes>>("\"*\"")), "body union_error");
}

TEST(json_reading_variant, tells_structs_apart_by_their_tag) {
    EXPECT_EQ(rewritten<pet>(R"({"bones":3,"type":"dog"})"), R"({"type":"dog","bones":3})");
    EXPECT_EQ(
        rewritten<pet>(R"({"type":"\u0068ound","bones":3})"), R"({"type":"hound","bones":3})"
    );
    EXPECT_EQ(
        rewritten<pet>(R"({"type":"cat","lives":9,"bones":1})"), R"({"type":"cat","lives":9})"
    );
}

TEST(json_reading_variant, reports_the_faults_of_the_struct_whose_tag_is_there) {
    EXPECT_EQ(faults_in<pet>(R"({"type":"dog","lives":9})"), "body.bones missing");
    EXPECT_EQ(faults_in<pet>(R"({"type":"dog","bones":"x"})"), "body.bones int_type");
    EXPECT_EQ(faults_in<pet>(R"({"type":"cow","lives":9,"bones":1})"), "body union_error");
    EXPECT_EQ(faults_in<pet>(R"({"type":7,"lives":9})"), "body union_error");
    EXPECT_EQ(faults_in<pet>("{}"), "body union_error");
}

TEST(json_reading_variant, tells_structs_apart_by_what_they_require) {
    EXPECT_EQ(rewritten<shape>(R"({"radius":1})"), R"({"radius":1})");
    EXPECT_EQ(rewritten<shape>(R"({"height":1,"width":2})"), R"({"width":2,"height":1})");
    EXPECT_EQ(faults_in<shape>(R"({"height":1})"), "body union_error");
}

TEST(json_reading_variant, takes_a_struct_before_a_map_and_a_map_before_nothing) {
    using either = std::variant<std::map<std::string, int>, cat>;
    either value;
    EXPECT_EQ(faults_of(R"({"type":"cat","lives":9})", value), "");
    EXPECT_EQ(value.index(), 1U);
    EXPECT_EQ(faults_of(R"({"lives":9})", value), "");
    EXPECT_EQ(value.index(), 0U);
}

TEST(json_reading_variant, reads_anything_into_json_if_nothing_else_fits) {
    using loose = std::variant<cat, http::json>;
    loose value;
    EXPECT_EQ(faults_of(R"({"type":"cow"})", value), "");
    EXPECT_EQ(value.index(), 1U);
    EXPECT_EQ(faults_of("null", value), "");
}

TEST(json_reading_variant, reports_the_faults_of_the_only_alternative_of_a_kind) {
    EXPECT_EQ((faults_in<std::variant<int, cat>>(R"({"type":"cat"})")), "body.lives missing");
    EXPECT_EQ((faults_in<std::variant<int, cat>>("1.5")), "body int_from_float");
    EXPECT_EQ((faults_in<std::variant<int, std::vector<int>>>("[1,\"\"]")), "body.1 int_type");
}

TEST(json_reading_variant, is_linear_in_hostile_nesting) {
    std::string document;
    for (int i = 0; i < 31; ++i)
        document += R"({"of":[)";
    document += R"("x")";
    for (int i = 0; i < 31; ++i)
        document += "]}";
    const auto faults = faults_in<tree>(document);
    EXPECT_TRUE(faults.ends_with(".of.0 union_error")) << faults;
}

TEST(json_reading_variant, reports_a_broken_document_as_such) {
    EXPECT_EQ(faults_in<pet>(R"({"type":"dog","bones":3)"), "body.23 json_invalid");
    EXPECT_EQ(faults_in<shape>(R"({"radius":01})"), "body.11 json_invalid");
}

}  // namespace

}  // namespace microfast::binding
