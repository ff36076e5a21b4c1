#include <microfast/binding/describe.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace microfast::binding {

namespace {

enum class colour : std::uint8_t { red, green };

struct node {
    std::string name;
    std::vector<node> children;
};

struct item {
    field<std::string, min_length<1>, max_length<80>> name;
    field<std::optional<int>, at_least<3>> level;
    field<std::vector<field<int, at_most<9>>>, min_items<1>, may_be_absent> digits;
    field<int, called<"@id">> id;
};

TEST(describe, tells_scalars_apart) {
    EXPECT_EQ(describe<bool>().kind, value_kind::boolean);
    EXPECT_EQ(describe<std::uint16_t>().kind, value_kind::integer);
    EXPECT_EQ(describe<std::uint16_t>().size, 2);
    EXPECT_FALSE(describe<std::uint16_t>().is_signed);
    EXPECT_TRUE(describe<std::int8_t>().is_signed);
    EXPECT_EQ(describe<float>().kind, value_kind::real);
    EXPECT_EQ(describe<float>().size, sizeof(float));
    EXPECT_EQ(describe<std::string>().kind, value_kind::string);
    EXPECT_EQ(describe<http::json>().kind, value_kind::dynamic);
    EXPECT_EQ(describe<uuid>().text->format, "uuid");
    EXPECT_EQ(describe<bytes>().text->format, "byte");
    EXPECT_EQ(describe<std::chrono::year_month_day>().text->format, "date");
    EXPECT_EQ(describe<std::chrono::system_clock::time_point>().text->format, "date-time");
}

TEST(describe, lists_the_values_of_an_enumeration) {
    const auto& schema = describe<colour>();
    EXPECT_EQ(schema.kind, value_kind::enumeration);
    EXPECT_EQ(schema.name, "colour");
    ASSERT_EQ(schema.enumerators.size(), 2U);
    EXPECT_EQ(schema.enumerators[1].name, "green");
}

TEST(describe, leads_from_containers_to_what_they_hold) {
    EXPECT_EQ(describe<std::vector<int>>().sequence->element, &describe<int>());
    EXPECT_EQ((describe<std::map<std::string, bool>>().map->value), &describe<bool>());
    EXPECT_EQ(describe<std::optional<double>>().optional->value, &describe<double>());
    EXPECT_EQ((describe<std::array<int, 3>>().sequence->fixed_size), 3U);
    EXPECT_EQ((describe<std::variant<int, node>>().variant->alternatives[1]), &describe<node>());
}

TEST(describe, leads_from_a_type_back_to_itself) {
    const auto& schema = describe<node>();
    EXPECT_EQ(schema.name, "node");
    EXPECT_EQ(schema.object->members[1].value->sequence->element, &schema);
}

TEST(describe, lists_constraints_where_they_belong) {
    const auto& members = describe<item>().object->members;
    ASSERT_EQ(members[0].value->constraints.size(), 2U);
    EXPECT_EQ(members[0].value->constraints[1].kind, constraint_kind::max_length);
    EXPECT_TRUE(members[1].value->constraints.empty());
    EXPECT_EQ(members[1].value->optional->value->constraints[0].kind, constraint_kind::at_least);
    ASSERT_EQ(members[2].value->constraints.size(), 1U);
    EXPECT_EQ(members[2].value->sequence->element->constraints[0].kind, constraint_kind::at_most);
}

TEST(describe, adds_the_constraints_of_a_parameter_to_those_of_its_field) {
    const auto& schema = describe<field<int, at_least<1>>, at_most<9>>();
    ASSERT_EQ(schema.constraints.size(), 2U);
    EXPECT_EQ((&describe<int, at_least<1>, at_most<9>>()), &schema);
}

TEST(describe, knows_names_and_places_of_members) {
    item made{};
    const auto& members = describe<item>().object->members;
    EXPECT_EQ(members[3].name, "@id");
    EXPECT_EQ(members[3].written_key, ",\"@id\":");
    EXPECT_EQ(members[3].locate(&made), &made.id.value);
}

}  // namespace

}  // namespace microfast::binding
