#include <microfast/core/error.hpp>
#include <microfast/http/cookies.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace microfast::http {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<cookie_pair> pairs_in(std::string_view field) {
    std::vector<cookie_pair> pairs;
    for (const auto& pair : cookie_view(field))
        pairs.push_back(pair);
    return pairs;
}

TEST(cookies, are_read_in_order) {
    EXPECT_THAT(
        pairs_in("a=1; b=x=y;c=\"q\" ; d="),
        ElementsAre(
            cookie_pair{"a", "1"},
            cookie_pair{"b", "x=y"},
            cookie_pair{"c", "\"q\""},
            cookie_pair{"d", ""}
        )
    );
}

TEST(cookies, without_name_or_equals_are_passed_over) {
    for (const auto* const field : {"", ";", "===;;;", " ; =x; y ", "x"})
        EXPECT_THAT(pairs_in(field), IsEmpty()) << field;
    EXPECT_THAT(pairs_in(";;a=1;;=;x"), ElementsAre(cookie_pair{"a", "1"}));
}

TEST(cookies, are_found_by_name_the_first_one) {
    const cookie_view cookies("a=1; A=2; b=3; a=4");
    EXPECT_EQ(cookies.find("a"), "1");
    EXPECT_EQ(cookies.find("A"), "2");
    EXPECT_EQ(cookies.find("c"), std::nullopt);
    EXPECT_EQ(cookies.find(""), std::nullopt);
}

TEST(cookies, may_be_a_thousand) {
    std::string field;
    for (int i = 0; i < 1000; ++i)
        field += "name" + std::to_string(i) + "=value;";
    EXPECT_EQ(pairs_in(field).size(), 1000U);
    EXPECT_EQ(cookie_view(field).find("name999"), "value");
}

TEST(cookies, are_set_carefully_by_default) {
    EXPECT_EQ(
        to_set_cookie({.name = "session", .value = "abc"}),
        "session=abc; Path=/; SameSite=Lax; Secure; HttpOnly"
    );
}

TEST(cookies, are_set_with_all_attributes) {
    EXPECT_EQ(
        to_set_cookie(
            {.name = "a",
             .value = "b",
             .path = "/x",
             .domain = "example.com",
             .max_age = std::chrono::hours{1},
             .secure = true,
             .http_only = false,
             .partitioned = true,
             .same_site = same_site::none}
        ),
        "a=b; Path=/x; Domain=example.com; Max-Age=3600; SameSite=None; Secure; Partitioned"
    );
    EXPECT_EQ(
        to_set_cookie({.name = "a", .value = "", .secure = false, .same_site = same_site::strict}),
        "a=; Path=/; SameSite=Strict; HttpOnly"
    );
}

struct refusal_case {
    const char* name;
    cookie set;
    const char* why;
};

std::ostream& operator<<(std::ostream& out, const refusal_case& tested) {
    return out << tested.name;
}

class cookie_refusals : public testing::TestWithParam<refusal_case> {};

TEST_P(cookie_refusals, name_the_reason) {
    try {
        const auto text = to_set_cookie(GetParam().set);
        FAIL() << text;
    } catch (const error& refusal) {
        EXPECT_THAT(refusal.what(), HasSubstr(GetParam().why));
    }
}

const refusal_case refusals[]{
    {"no_name", {.name = "", .value = "x"}, "not a token"},
    {"name_with_equals", {.name = "a=b", .value = "x"}, "not a token"},
    {"name_with_line_end", {.name = "a\r\nX: y", .value = "x"}, "not a token"},
    {"value_with_semicolon", {.name = "a", .value = "x; Path=/y"}, "encode it"},
    {"value_with_line_end", {.name = "a", .value = "x\r\nSet-Cookie: b=c"}, "encode it"},
    {"value_with_space", {.name = "a", .value = "x y"}, "encode it"},
    {"value_beyond_ascii", {.name = "a", .value = "\xC3\xBC"}, "encode it"},
    {"value_too_long", {.name = "a", .value = std::string(4096, 'x')}, "4096"},
    {"path_without_slash", {.name = "a", .value = "x", .path = "y"}, "slash"},
    {"path_with_semicolon", {.name = "a", .value = "x", .path = "/;Domain=y"}, "semicolon"},
    {"path_with_line_end", {.name = "a", .value = "x", .path = "/\n"}, "semicolon"},
    {"domain_with_space", {.name = "a", .value = "x", .domain = "a b"}, "host name"},
    {"none_without_secure",
     {.name = "a", .value = "x", .secure = false, .same_site = same_site::none},
     "SameSite=None"},
    {"partitioned_without_secure",
     {.name = "a", .value = "x", .secure = false, .partitioned = true},
     "Partitioned"},
    {"secure_prefix", {.name = "__Secure-a", .value = "x", .secure = false}, "__Secure-"},
    {"host_prefix_without_secure", {.name = "__Host-a", .value = "x", .secure = false}, "__Host-"},
    {"host_prefix_with_path", {.name = "__Host-a", .value = "x", .path = "/y"}, "__Host-"},
    {"host_prefix_with_domain", {.name = "__host-a", .value = "x", .domain = "y"}, "__Host-"},
};
INSTANTIATE_TEST_SUITE_P(
    cookies,
    cookie_refusals,
    testing::ValuesIn(refusals),
    [](const auto& tested) { return tested.param.name; }
);

TEST(cookies, with_prefixes_are_set_when_they_may) {
    EXPECT_THAT(to_set_cookie({.name = "__Host-a", .value = "x"}), HasSubstr("__Host-a=x"));
    EXPECT_THAT(
        to_set_cookie({.name = "__Secure-a", .value = "x", .path = "/y", .domain = "z"}),
        HasSubstr("__Secure-a=x")
    );
}

TEST(cookies, are_set_and_forgotten_on_lines_of_their_own) {
    response_headers headers;
    set_cookie(headers, {.name = "a", .value = "1"});
    forget_cookie(headers, {.name = "b", .value = "2", .path = "/x"});
    EXPECT_EQ(
        headers.text(),
        "Set-Cookie: a=1; Path=/; SameSite=Lax; Secure; HttpOnly\r\n"
        "Set-Cookie: b=; Path=/x; Max-Age=0; SameSite=Lax; Secure; HttpOnly\r\n"
    );
}

}  // namespace

}  // namespace microfast::http
