#include <microfast/binding/describe.hpp>
#include <microfast/openapi/schema_writer.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace microfast::openapi {

namespace {

using namespace binding;

enum class color : std::uint8_t { red, green };

struct part {
    std::string name;
};
struct whole {
    field<std::string, min_length<1>, max_length<80>, pattern<"^[a-z]+$">> name;
    field<int, at_least<0>> count = 3;
    std::optional<part> first;
    std::optional<double> ratio;
    std::vector<part> parts;
    color paint = color::green;
};
struct tree {
    std::string name;
    std::vector<tree> branches;
};
struct strict {
    static constexpr bool forbids_unknown_fields = true;
    int a = 0;
};

namespace other {
struct part {
    int number = 0;
};
}  // namespace other

template <class T, class... Rules>
std::string schema_of() {
    schema_writer writer;
    return writer.schema_of(describe<T, Rules...>()).dump();
}

TEST(schema_writer, writes_types) {
    EXPECT_EQ(schema_of<bool>(), R"({"type":"boolean"})");
    EXPECT_EQ(schema_of<std::int32_t>(), R"({"type":"integer","format":"int32"})");
    EXPECT_EQ(schema_of<std::int64_t>(), R"({"type":"integer","format":"int64"})");
    EXPECT_EQ(schema_of<std::int8_t>(), R"({"type":"integer","minimum":-128,"maximum":127})");
    EXPECT_EQ(schema_of<std::uint64_t>(), R"({"type":"integer","minimum":0})");
    EXPECT_EQ(schema_of<double>(), R"({"type":"number","format":"double"})");
    EXPECT_EQ(schema_of<std::string>(), R"({"type":"string"})");
    EXPECT_EQ(schema_of<uuid>(), R"({"type":"string","format":"uuid"})");
    EXPECT_EQ(schema_of<std::chrono::sys_seconds>(), R"({"type":"string","format":"date-time"})");
    EXPECT_EQ(schema_of<http::json>(), "{}");
}

TEST(schema_writer, writes_constraints_one_to_one) {
    EXPECT_EQ(
        (schema_of<int, greater_than<0>, less_than<10>, multiple_of<2>>()),
        R"({"type":"integer","format":"int32","exclusiveMinimum":0,"exclusiveMaximum":10,"multipleOf":2})"
    );
    EXPECT_EQ(
        (schema_of<double, at_least<-0.5>, at_most<1.5>>()),
        R"({"type":"number","format":"double","minimum":-0.5,"maximum":1.5})"
    );
    EXPECT_EQ(
        (schema_of<std::string, one_of<"up", "down">>()),
        R"({"type":"string","enum":["up","down"]})"
    );
    EXPECT_EQ(
        (schema_of<std::vector<int>, min_items<1>, max_items<9>, unique_items>()),
        R"({"type":"array","items":{"type":"integer","format":"int32"},"minItems":1,"maxItems":9,"uniqueItems":true})"
    );
    EXPECT_EQ(
        (schema_of<std::map<std::string, int>, max_items<9>>()),
        R"({"type":"object","additionalProperties":{"type":"integer","format":"int32"},"maxProperties":9})"
    );
}

TEST(schema_writer, says_null_of_what_is_optional_and_not_of_parameters) {
    EXPECT_EQ(schema_of<std::optional<int>>(), R"({"type":["integer","null"],"format":"int32"})");
    EXPECT_EQ(
        schema_of<std::optional<part>>(),
        R"({"anyOf":[{"$ref":"#/components/schemas/part"},{"type":"null"}]})"
    );
    schema_writer writer;
    EXPECT_EQ(
        writer.parameter_schema_of(describe<std::optional<int>>()).dump(),
        R"({"type":"integer","format":"int32"})"
    );
}

TEST(schema_writer, makes_components_of_structs_and_enumerations) {
    schema_writer writer;
    EXPECT_EQ(
        writer.schema_of(describe<whole>()).dump(), R"({"$ref":"#/components/schemas/whole"})"
    );
    const auto& made = writer.components();
    EXPECT_EQ(made.at("color").dump(), R"({"type":"string","enum":["red","green"]})");
    const auto& object = made.at("whole");
    EXPECT_EQ(object.at("required").dump(), R"(["name","parts"])");
    EXPECT_EQ(
        object.at("properties").at("name").dump(),
        R"({"type":"string","minLength":1,"maxLength":80,"pattern":"^[a-z]+$"})"
    );
    EXPECT_EQ(object.at("properties").at("count").at("default"), 3);
    EXPECT_EQ(object.at("properties").at("paint").at("default"), "green");
    EXPECT_EQ(
        object.at("properties").at("parts").at("items").at("$ref"), "#/components/schemas/part"
    );
}

TEST(schema_writer, tells_types_of_one_name_apart) {
    schema_writer writer;
    EXPECT_EQ(writer.schema_of(describe<part>()).at("$ref"), "#/components/schemas/part");
    EXPECT_EQ(writer.schema_of(describe<other::part>()).at("$ref"), "#/components/schemas/part_2");
    EXPECT_EQ(writer.schema_of(describe<part>()).at("$ref"), "#/components/schemas/part");
    EXPECT_EQ(writer.components().size(), 2U);
}

TEST(schema_writer, lets_a_type_contain_itself) {
    schema_writer writer;
    (void)writer.schema_of(describe<tree>());
    const auto& branches = writer.components().at("tree").at("properties").at("branches");
    EXPECT_EQ(branches.at("items").at("$ref"), "#/components/schemas/tree");
}

TEST(schema_writer, says_that_a_struct_is_closed) {
    schema_writer writer;
    (void)writer.schema_of(describe<strict>());
    EXPECT_EQ(writer.components().at("strict").at("additionalProperties"), false);
}

TEST(schema_writer, writes_variants_and_fixed_arrays) {
    EXPECT_EQ(
        (schema_of<std::variant<part, int>>()),
        R"({"oneOf":[{"$ref":"#/components/schemas/part"},{"type":"integer","format":"int32"}]})"
    );
    EXPECT_EQ(
        (schema_of<std::array<int, 2>>()),
        R"({"type":"array","items":{"type":"integer","format":"int32"},"minItems":2,"maxItems":2})"
    );
}

}  // namespace

}  // namespace microfast::openapi
