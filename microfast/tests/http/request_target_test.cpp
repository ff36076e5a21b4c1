#include <gtest/gtest.h>

#include <string>

#include "head_table.hpp"

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

class target_table : public head_table {};

TEST_P(target_table, is_judged_by_the_rules) {
    expect_verdict();
}

const head_case targets[]{
    {"with_query", get_target("/a?b=c&d=%20"), 0},
    {"with_question_mark_in_query", get_target("/a?b?c"), 0},
    {"with_brackets", get_target("/a?filter[x]=1|2"), 0},
    {"with_space", get_target("/a b"), 400},
    {"with_nul", get_target("/a\0b"s), 400},
    {"with_delete", get_target("/a\x7F"), 400},
    {"with_control", get_target("/a\x01"), 400},
    {"with_raw_utf8", get_target("/\xC3\xA4"), 400},
    {"with_raw_utf8_in_query", get_target("/?\xC3\xA4"), 400},
    {"with_fragment", get_target("/a#b"), 400},
    {"with_fragment_in_query", get_target("/a?b#c"), 400},
    {"with_backslash", get_target("/a\\b"), 400},
    {"with_angle_bracket", get_target("/<a>"), 400},
    {"star_of_get", get_target("*"), 400},
    {"star_of_options", request_line("OPTIONS * HTTP/1.1"), 0},
    {"relative", get_target("a/b"), 400},
    {"query_only", get_target("?a"), 400},
    {"absolute", get_target("http://other/path"), 0},
    {"absolute_without_path", get_target("http://other"), 0},
    {"absolute_with_query_only", get_target("http://other?a=b"), 0},
    {"absolute_with_port", get_target("http://other:8080/"), 0},
    {"absolute_with_user", get_target("http://user@other/"), 400},
    {"absolute_without_host", get_target("http:///path"), 400},
    {"absolute_of_ftp", get_target("ftp://other/"), 400},
    {"authority_form_of_get", get_target("other:80"), 400},
    {"escaped_nul", get_target("/%00"), 400},
    {"escape_not_hex", get_target("/%zz"), 400},
    {"escape_cut_short", get_target("/%2"), 400},
    {"escape_bare_percent", get_target("/%"), 400},
    {"escaped_utf8", get_target("/%e2%82%ac"), 0},
    {"escaped_bytes_that_are_no_utf8", get_target("/%ff%fe"), 0},
    {"bad_escape_in_query_is_for_the_reader", get_target("/?%zz"), 0},
    {"escaped_slash_makes_dot_segment", get_target("/static/..%2f..%2fetc/passwd"), 400},
    {"escaped_dots", get_target("/%2e%2e/%2e%2e/etc/passwd"), 0},
    {"of_8000_bytes", get_target("/" + std::string(7999, 'a')), 0},
    {"of_8192_bytes", get_target("/" + std::string(8191, 'a')), 0},
    {"of_8193_bytes", get_target("/" + std::string(8192, 'a')), 414},
    {"of_64_kilobytes", get_target("/" + std::string(64'000, 'a')), 414},
};
INSTANTIATE_TEST_SUITE_P(target, target_table, testing::ValuesIn(targets), case_name);

struct path_case {
    const char* name;
    const char* target;
    std::string path;
    std::string routing_path;
};

std::ostream& operator<<(std::ostream& out, const path_case& tested) {
    return out << tested.name;
}

class path_table : public testing::TestWithParam<path_case> {};

TEST_P(path_table, is_decoded_once_and_without_dot_segments) {
    request_head head;
    const auto bytes = get_target(GetParam().target);
    ASSERT_EQ(parse(bytes, head).progress, parse_progress::complete);
    EXPECT_EQ(head.path, GetParam().path);
    EXPECT_EQ(head.routing_path, GetParam().routing_path);
    EXPECT_EQ(head.target, GetParam().target);
}

const path_case paths[]{
    {"root", "/", "/", "/"},
    {"escaped_letter", "/%61", "/a", "/a"},
    {"escaped_space", "/a%20b", "/a b", "/a b"},
    {"escaped_percent_once", "/%2561", "/%61", "/%61"},
    {"escaped_question_mark", "/a%3Fb?c", "/a?b", "/a?b"},
    {"escaped_slash", "/a%2Fb/c", "/a/b/c", "/a\0b/c"s},
    {"escaped_utf8", "/%C3%A4", "/\xC3\xA4", "/\xC3\xA4"},
    {"escaped_bytes_that_are_no_utf8", "/%ff%e2%82/a", "/\xff\xe2\x82/a", "/\xff\xe2\x82/a"},
    {"overlong_slash_and_dots_mean_nothing",
     "/%c0%ae%c0%ae%c0%afa",
     "/\xc0\xae\xc0\xae\xc0\xaf"
     "a",
     "/\xc0\xae\xc0\xae\xc0\xaf"
     "a"},
    {"plus_stays", "/a+b", "/a+b", "/a+b"},
    {"dot", "/a/./b", "/a/b", "/a/b"},
    {"dot_at_end", "/a/.", "/a/", "/a/"},
    {"two_dots", "/a/../b", "/b", "/b"},
    {"two_dots_at_end", "/a/b/..", "/a/", "/a/"},
    {"two_dots_at_root", "/../../a", "/a", "/a"},
    {"only_two_dots", "/..", "/", "/"},
    {"escaped_dots", "/%2e%2E/a", "/a", "/a"},
    {"three_dots", "/.../a", "/.../a", "/.../a"},
    {"hidden_name", "/.well-known/a", "/.well-known/a", "/.well-known/a"},
    {"empty_segments", "//a//b/", "//a//b/", "//a//b/"},
    {"two_dots_after_empty", "/a//../b", "/a/b", "/a/b"},
    {"rfc_3986_example", "/a/b/c/./../../g", "/a/g", "/a/g"},
};
INSTANTIATE_TEST_SUITE_P(path, path_table, testing::ValuesIn(paths), [](const auto& tested) {
    return tested.param.name;
});

TEST(request_target, prefers_the_host_of_an_absolute_target) {
    request_head head;
    (void)parse("GET http://other:81/path?q HTTP/1.1\r\nHost: a\r\n\r\n", head);
    EXPECT_EQ(head.authority, "other:81");
    EXPECT_EQ(head.path, "/path");
    EXPECT_EQ(head.query, "q");
}

}  // namespace

}  // namespace microfast::http
