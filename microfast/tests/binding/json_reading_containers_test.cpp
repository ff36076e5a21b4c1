#include <microfast/binding/json_reading.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "binding/reading.hpp"

namespace microfast::binding {

namespace {

struct point {
    int x;
    int y;
};

struct node {
    std::string name;
    field<std::vector<node>, may_be_absent> children;
};

struct strict {
    static constexpr bool forbids_unknown_fields = true;
    int a;
    std::optional<point> b;
};

struct renamed {
    field<std::string, called<"@type">> type;
    field<int, called<"class">, at_least<1>> category;
};

struct constrained_elements {
    std::vector<field<int, at_least<0>>> numbers;
    std::map<std::string, field<std::string, min_length<1>>> texts;
};

TEST(json_reading_containers, reads_structs_in_any_order_of_fields) {
    EXPECT_EQ(rewritten<point>(R"({"x":1,"y":2})"), R"({"x":1,"y":2})");
    EXPECT_EQ(rewritten<point>(R"( { "y" : 2 , "x" : 1 } )"), R"({"x":1,"y":2})");
    EXPECT_EQ(rewritten<point>(R"({"\u0079":2,"x":1})"), R"({"x":1,"y":2})");
}

TEST(json_reading_containers, reads_structs_within_themselves) {
    const auto* const document =
        R"({"name":"a","children":[{"name":"b","children":[]},{"name":"c","children":[]}]})";
    EXPECT_EQ(rewritten<node>(document), document);
}

TEST(json_reading_containers, reports_every_fault_with_its_place) {
    EXPECT_EQ(
        faults_in<std::vector<point>>(R"([{"x":1},{"x":"a","y":[]},5,{"x":1,"y":2},{}])"),
        "body.0.y missing; body.1.x int_type; body.1.y int_type; body.2 model_type; "
        "body.4.x missing; body.4.y missing"
    );
}

TEST(json_reading_containers, repeats_the_input_of_a_fault) {
    field_errors errors;
    std::vector<point> value;
    EXPECT_FALSE(read_json(R"([ {"x": 1} , {"x":{"z": [1]},"y":2}])", value, errors));
    ASSERT_EQ(errors.size(), 2U);
    EXPECT_EQ(errors.list()[0].input, R"({"x": 1})");
    EXPECT_EQ(errors.list()[1].input, R"({"z": [1]})");
}

TEST(json_reading_containers, ignores_unknown_fields_but_not_what_is_broken_in_them) {
    EXPECT_EQ(rewritten<point>(R"({"z":[{"q":1}],"x":1,"z":2,"y":2})"), R"({"x":1,"y":2})");
    EXPECT_EQ(faults_in<point>(R"({"z":[1,],"x":1,"y":2})"), "body.8 json_invalid");
}

TEST(json_reading_containers, refuses_unknown_fields_where_a_struct_says_so) {
    EXPECT_EQ(
        faults_in<strict>(R"({"a":1,"b":{"x":1,"y":2,"z":3},"c":4})"), "body.c extra_forbidden"
    );
}

TEST(json_reading_containers, refuses_a_field_twice) {
    EXPECT_EQ(faults_in<point>(R"({"x":1,"y":2,"x":3})"), "body.x duplicate_key");
    EXPECT_EQ(faults_in<point>(R"({"x":1,"y":2,"\u0078":3})"), "body.x duplicate_key");
}

TEST(json_reading_containers, reads_fields_by_the_name_they_are_called) {
    EXPECT_EQ(rewritten<renamed>(R"({"@type":"t","class":2})"), R"({"@type":"t","class":2})");
    EXPECT_EQ(
        faults_in<renamed>(R"({"type":"t","class":0})"),
        "body.class greater_than_equal; body.@type missing"
    );
}

TEST(json_reading_containers, reads_maps) {
    using numbers = std::map<std::string, int>;
    EXPECT_EQ(rewritten<numbers>(R"({"b":1,"a":2,"":3})"), R"({"":3,"a":2,"b":1})");
    EXPECT_EQ((rewritten<std::unordered_map<std::string, int>>(R"({"b":1})")), R"({"b":1})");
    EXPECT_EQ(
        faults_in<numbers>(R"({"b":1,"a":true,"b":3})"), "body.a int_type; body.b duplicate_key"
    );
    EXPECT_EQ(faults_in<numbers>("[]"), "body dict_type");
}

TEST(json_reading_containers, reads_arrays) {
    using numbers = std::vector<int>;
    EXPECT_EQ(rewritten<numbers>("[ ]"), "[]");
    EXPECT_EQ(rewritten<numbers>("[3,1,2]"), "[3,1,2]");
    EXPECT_EQ((rewritten<std::vector<std::vector<int>>>("[[1],[],[2,3]]")), "[[1],[],[2,3]]");
    EXPECT_EQ(faults_in<numbers>("{}"), "body list_type");
}

TEST(json_reading_containers, replaces_what_a_container_held) {
    std::vector<int> numbers{1, 2, 3};
    EXPECT_EQ(faults_of("[9]", numbers), "");
    EXPECT_EQ(numbers, std::vector{9});
    std::map<std::string, int> map{{"a", 1}};
    EXPECT_EQ(faults_of("{}", map), "");
    EXPECT_TRUE(map.empty());
}

TEST(json_reading_containers, reads_arrays_of_a_fixed_size) {
    using triple = std::array<int, 3>;
    EXPECT_EQ(rewritten<triple>("[1,2,3]"), "[1,2,3]");
    EXPECT_EQ(faults_in<triple>("[1,2]"), "body too_short");
    EXPECT_EQ(faults_in<triple>("[1,2,3,\"4\"]"), "body too_long");
}

TEST(json_reading_containers, checks_constraints_of_containers_and_of_their_elements) {
    EXPECT_EQ((faults_in<field<std::vector<int>, min_items<2>>>("[1]")), "body too_short");
    using few = field<std::map<std::string, int>, max_items<1>>;
    EXPECT_EQ(faults_in<few>(R"({"a":1,"b":2})"), "body too_long");
    EXPECT_EQ(
        faults_in<constrained_elements>(R"({"numbers":[1,-1],"texts":{"a":"","b":"c"}})"),
        "body.numbers.1 greater_than_equal; body.texts.a string_too_short"
    );
}

TEST(json_reading_containers, finds_equal_elements) {
    using distinct = field<std::vector<std::string>, unique_items>;
    EXPECT_EQ(faults_in<distinct>(R"(["a","b"])"), "");
    EXPECT_EQ(faults_in<distinct>(R"(["a","b","\u0061"])"), "body unique_items");
    EXPECT_EQ(faults_in<distinct>(R"(["a",1,"a"])"), "body.1 string_type");
}

TEST(json_reading_containers, keeps_the_faults_of_a_long_document_few) {
    std::string document = "[0";
    for (int i = 0; i < 50'000; ++i)
        document += ",\"\"";
    field_errors errors;
    std::vector<int> value;
    EXPECT_FALSE(read_json(document + ']', value, errors));
    EXPECT_EQ(errors.size(), field_errors::most_kept);
    field_errors others;
    EXPECT_FALSE(read_json(document, value, others));
    ASSERT_EQ(others.size(), 1U);
    EXPECT_EQ(others.list()[0].type, "json_invalid");
}

TEST(json_reading_containers, reads_documents_that_nest_as_deep_as_allowed_and_no_deeper) {
    const auto nested = [](std::size_t levels) {
        std::string document;
        for (std::size_t i = 0; i < levels; ++i)
            document += R"({"name":"","children":[)";
        for (std::size_t i = 0; i < levels; ++i)
            document += "]}";
        return document;
    };
    EXPECT_EQ(faults_in<node>(nested(32)), "");
    EXPECT_EQ(faults_in<node>(nested(33)), "body." + std::to_string(32 * 23) + " json_invalid");
    EXPECT_EQ(faults_in<node>(nested(20'000)), "body." + std::to_string(32 * 23) + " json_invalid");
}

}  // namespace

}  // namespace microfast::binding
