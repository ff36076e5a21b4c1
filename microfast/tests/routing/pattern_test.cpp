#include <microfast/containers/regex.hpp>
#include <microfast/core/error.hpp>
#include <microfast/routing/pattern.hpp>

#include <gtest/gtest.h>

#include <ostream>

namespace microfast::routing {

namespace {

TEST(pattern, is_taken_apart_at_its_slashes) {
    const auto parsed = parse_pattern("/users/{id}/files/{path*}");
    ASSERT_EQ(parsed.segments.size(), 4U);
    EXPECT_EQ(parsed.segments[0].kind, segment_kind::text);
    EXPECT_EQ(parsed.segments[1].kind, segment_kind::parameter);
    EXPECT_EQ(parsed.segments[3].kind, segment_kind::tail);
    EXPECT_EQ(parsed.parameter_names(), (std::vector<std::string>{"id", "path"}));
    EXPECT_FALSE(parsed.is_static());
}

TEST(pattern, without_parameters_is_static) {
    EXPECT_TRUE(parse_pattern("/").is_static());
    EXPECT_TRUE(parse_pattern("/a//b/").is_static());
    EXPECT_EQ(parse_pattern("/a/").segments.size(), 2U);
}

TEST(pattern, takes_braces_slashes_and_escapes_of_an_expression_as_its_own) {
    const auto parsed = parse_pattern(R"(/{id:[0-9]{4}}/{path:a/b|[}]|\}}/{c})");
    ASSERT_EQ(parsed.segments.size(), 3U);
    EXPECT_EQ(parsed.segments[0].kind, segment_kind::expression);
    EXPECT_EQ(parsed.segments[0].expression, "[0-9]{4}");
    EXPECT_EQ(parsed.segments[1].expression, R"(a/b|[}]|\})");
    EXPECT_EQ(parsed.segments[2].kind, segment_kind::parameter);
    EXPECT_EQ(parsed.parameter_names(), (std::vector<std::string>{"id", "path", "c"}));
}

TEST(pattern, is_refused_with_the_reason_of_its_expression) {
    EXPECT_THROW((void)parse_pattern("/{id:(a}"), containers::regex_error);
}

TEST(pattern, is_joined_with_the_prefix_of_its_group) {
    EXPECT_EQ(join_patterns("/v1", "/users"), "/v1/users");
    EXPECT_EQ(join_patterns("/v1", "/"), "/v1/");
    EXPECT_EQ(join_patterns("/v1", ""), "/v1");
    EXPECT_EQ(join_patterns("", "/users"), "/users");
    EXPECT_THROW((void)join_patterns("v1", "/users"), error);
    EXPECT_THROW((void)join_patterns("/v1/", "/users"), error);
    EXPECT_THROW((void)join_patterns("/", "/users"), error);
    EXPECT_THROW((void)join_patterns("/v1", "users"), error);
}

struct refused_pattern {
    const char* text;
    const char* reason;
};

std::ostream& operator<<(std::ostream& out, const refused_pattern& tested) {
    return out << tested.text;
}

class pattern_table : public testing::TestWithParam<refused_pattern> {};

TEST_P(pattern_table, is_refused_with_its_reason) {
    try {
        (void)parse_pattern(GetParam().text);
        FAIL() << "was accepted";
    } catch (const error& refusal) {
        EXPECT_EQ(
            std::string(refusal.what()),
            "the route pattern \"" + std::string(GetParam().text) + "\" " + GetParam().reason
        );
    }
}

constexpr refused_pattern refused[]{
    {"", "does not start with a slash"},
    {"a", "does not start with a slash"},
    {"*", "does not start with a slash"},
    {"/a{b}", "has a parameter that does not fill its segment"},
    {"/{a}b", "has a parameter that does not fill its segment"},
    {"/{a", "has a parameter that does not fill its segment"},
    {"/a}", "has a parameter that does not fill its segment"},
    {"/{}", "has a parameter whose name is not an identifier"},
    {"/{*}", "has a parameter whose name is not an identifier"},
    {"/{1a}", "has a parameter whose name is not an identifier"},
    {"/{a b}", "has a parameter whose name is not an identifier"},
    {"/{a}{b}", "has a parameter that does not fill its segment"},
    {"/{a:[0-9]+}b", "has a parameter that does not fill its segment"},
    {"/{a:[0-9]+", "has a parameter that does not fill its segment"},
    {"/{a:[}]", "has a parameter that does not fill its segment"},
    {"/{:a}", "has a parameter whose name is not an identifier"},
    {"/{a:}", "has an empty expression"},
    {"/{a*:b}", "has an expression for its tail"},
    {"/{a*}/b", "goes on after its tail"},
    {"/{a}/{a}", "uses a name twice"},
    {"/{a}/{a*}", "uses a name twice"},
    {"/a/../b", "has a dot segment, which no path has"},
    {"/.", "has a dot segment, which no path has"},
    {"/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/{q}",
     "has more than 16 parameters"},
};
INSTANTIATE_TEST_SUITE_P(refused, pattern_table, testing::ValuesIn(refused));

}  // namespace

}  // namespace microfast::routing
