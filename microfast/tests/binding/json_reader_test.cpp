#include <microfast/binding/json_reader.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "allocation_count.hpp"
#include "binding/reading.hpp"

namespace microfast::binding {

namespace {

struct item {
    field<std::string, min_length<1>, max_length<80>> name;
    field<double, greater_than<0>> price;
    std::optional<std::string> note;
    field<std::vector<std::string>, may_be_absent> tags;
    field<int, at_least<1>> quantity = 1;
};

struct measurement {
    std::int64_t id;
    double x;
    double y;
    std::optional<std::uint16_t> quality;
    bool is_valid;
};

TEST(json_reader, reads_a_document_into_a_struct) {
    item made{};
    field_errors errors;
    ASSERT_TRUE(read_json(R"({"name":"pen","price":1.5,"tags":["blue"]})", made, errors));
    EXPECT_EQ(made.name, "pen");
    EXPECT_EQ(made.price, 1.5);
    EXPECT_EQ(made.note, std::nullopt);
    EXPECT_EQ(made.tags->size(), 1U);
    EXPECT_EQ(made.quantity, 1);
}

TEST(json_reader, collects_all_faults_of_a_document) {
    EXPECT_EQ(
        faults_in<item>(R"({"name":"","note":5,"tags":"x","quantity":0})"),
        "body.name string_too_short; body.note string_type; body.tags list_type; "
        "body.quantity greater_than_equal; body.price missing"
    );
}

TEST(json_reader, reports_a_broken_document_as_one_fault_whatever_was_found_before) {
    field_errors errors;
    item made{};
    EXPECT_FALSE(read_json(R"({"name":"","price":"x"]})", made, errors));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors.list()[0].type, "json_invalid");
    EXPECT_EQ(errors.list()[0].message, "JSON decode error: Expecting ',' or '}'");
    EXPECT_EQ(std::get<std::size_t>(errors.list()[0].where[1]), 22U);
}

TEST(json_reader, keeps_the_faults_that_others_reported) {
    field_errors errors;
    errors.add(location("query"), "missing", "Field required", "");
    item made{};
    EXPECT_FALSE(read_json("{", made, errors));
    EXPECT_EQ(errors.size(), 2U);
    EXPECT_TRUE(read_json(R"({"name":"pen","price":1})", made, errors));
    EXPECT_EQ(errors.size(), 2U);
}

TEST(json_reader, reports_places_below_the_one_it_is_given) {
    field_errors errors;
    int value = 0;
    const location form("form");
    EXPECT_FALSE(read_json("true", value, errors, location(&form, "meta")));
    EXPECT_EQ(std::get<std::string>(errors.list()[0].where[1]), "meta");
}

TEST(json_reader, wants_one_document_and_nothing_behind_it) {
    EXPECT_EQ(faults_in<int>("1 "), "");
    EXPECT_EQ(faults_in<int>("1 1"), "body.2 json_invalid");
    EXPECT_EQ(faults_in<int>(""), "body.0 json_invalid");
    EXPECT_EQ(faults_in<item>("\xEF\xBB\xBF{}"), "body.0 json_invalid");
}

TEST(json_reader, asks_for_no_memory_where_a_struct_has_no_strings) {
    constexpr std::string_view document =
        R"({"id":184467,"x":0.25,"y":-17.125,"quality":97,"is_valid":true,"other":["x\n"]})";
    measurement made{};
    field_errors errors;
    static_cast<void>(read_json(document, made, errors));  // finds the defaults of the struct
    const auto before = allocation_count();
    EXPECT_TRUE(read_json(document, made, errors));
    EXPECT_EQ(allocation_count(), before);
}

}  // namespace

}  // namespace microfast::binding
