#include <microfast/http/head_parser.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "head_table.hpp"

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

class head_lines : public head_table {};

TEST_P(head_lines, is_judged_by_the_rules) {
    expect_verdict();
}

const head_case request_lines[]{
    {"simple_get", request_line("GET / HTTP/1.1"), 0},
    {"two_empty_lines_before", "\r\n\r\n" + request_line("GET / HTTP/1.1"), 0},
    {"many_empty_lines_before",
     "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n" + request_line("GET / HTTP/1.1"),
     400},
    {"two_spaces_before_target", request_line("GET  / HTTP/1.1"), 400},
    {"two_spaces_before_version", request_line("GET /  HTTP/1.1"), 400},
    {"tab_as_separator", request_line("GET\t/ HTTP/1.1"), 400},
    {"tab_before_version", request_line("GET /\tHTTP/1.1"), 400},
    {"space_after_version", request_line("GET / HTTP/1.1 "), 400},
    {"space_before_method", request_line(" GET / HTTP/1.1"), 400},
    {"no_version", request_line("GET /"), 400},
    {"method_only", request_line("GET"), 400},
    {"version_2_0", request_line("GET / HTTP/2.0"), 505},
    {"version_9_9", request_line("GET / HTTP/9.9"), 505},
    {"version_1_2", request_line("GET / HTTP/1.2"), 505},
    {"version_0_9", request_line("GET / HTTP/0.9"), 505},
    {"version_01_1", request_line("GET / HTTP/01.1"), 400},
    {"version_1", request_line("GET / HTTP/1"), 400},
    {"version_with_space", request_line("GET / HTTP/ 1.1"), 400},
    {"version_in_lower_case", request_line("GET / http/1.1"), 400},
    {"version_with_comma", request_line("GET / HTTP/1,1"), 400},
    {"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"bare_lf_in_request_line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400},
    {"bare_lf_after_field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
    {"bare_lf_everywhere", "GET / HTTP/1.1\nHost: a\n\n", 400},
    {"bare_lf_as_end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
    {"lf_lf_inside", "GET / HTTP/1.1\r\nHost: a\n\nX: b\r\n\r\n", 400},
    {"bare_cr_in_request_line", "GET / HTTP/1.1\rHost: a\r\n\r\n", 400},
    {"bare_cr_and_a_byte_after_request_line", "GET / HTTP/1.1\rXHost: a\r\n\r\n", 400},
    {"bare_cr_instead_of_a_line_end", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
    {"bare_cr_in_value", get_with("X: a\rb\r\n"), 400},
    {"bare_cr_hides_a_field", get_with("X: a\rTransfer-Encoding: chunked\r\n"), 400},
    {"bare_cr_in_name", get_with("X\ra: b\r\n"), 400},
    {"two_cr_before_lf", get_with("X: a\r\r\n"), 400},
    {"cr_cr_lf_as_end", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n\r\n", 400},
    {"method_in_lower_case", request_line("get / HTTP/1.1"), 501},
    {"method_unknown", request_line("FOO / HTTP/1.1"), 501},
    {"method_webdav", request_line("PROPFIND / HTTP/1.1"), 501},
    {"method_too_long", request_line(std::string(100'000, 'A') + " / HTTP/1.1"), 400},
    {"method_with_bracket", request_line("G[T / HTTP/1.1"), 400},
    {"method_with_nul", request_line("G\0T / HTTP/1.1"s), 400},
    {"method_empty", request_line(" / HTTP/1.1"), 400},
    {"head", request_line("HEAD / HTTP/1.1"), 0},
    {"post", request_line("POST / HTTP/1.1"), 0},
    {"put", request_line("PUT / HTTP/1.1"), 0},
    {"patch", request_line("PATCH / HTTP/1.1"), 0},
    {"delete", request_line("DELETE / HTTP/1.1"), 0},
    {"trace", request_line("TRACE / HTTP/1.1"), 0},
    {"connect", request_line("CONNECT a:80 HTTP/1.1"), 501},
};
INSTANTIATE_TEST_SUITE_P(request_line, head_lines, testing::ValuesIn(request_lines), case_name);

const head_case fields[]{
    {"space_before_colon", get_with("X : a\r\n"), 400},
    {"tab_before_colon", get_with("X\t: a\r\n"), 400},
    {"space_in_name", get_with("X Y: a\r\n"), 400},
    {"empty_name", get_with(": a\r\n"), 400},
    {"name_with_bracket", get_with("X[: a\r\n"), 400},
    {"name_with_parenthesis", get_with("X(: a\r\n"), 400},
    {"name_with_brace", get_with("X{: a\r\n"), 400},
    {"name_with_at", get_with("X@: a\r\n"), 400},
    {"name_with_comma", get_with("X,: a\r\n"), 400},
    {"name_with_semicolon", get_with("X;: a\r\n"), 400},
    {"name_with_slash", get_with("X/: a\r\n"), 400},
    {"name_with_backslash", get_with("X\\: a\r\n"), 400},
    {"name_with_equals", get_with("X=: a\r\n"), 400},
    {"name_with_quote", get_with("X\": a\r\n"), 400},
    {"name_with_8_bit", get_with("X\xE4: a\r\n"), 400},
    {"name_with_nul", get_with("X\0: a\r\n"s), 400},
    {"name_with_delete", get_with("X\x7F: a\r\n"), 400},
    {"name_of_odd_token_characters", get_with("!#$%&'*+-.^_`|~1: a\r\n"), 0},
    {"no_colon", get_with("X\r\n"), 400},
    {"no_colon_with_text", get_with("X a\r\n"), 400},
    {"folded_with_space", get_with("X: a\r\n b\r\n"), 400},
    {"folded_with_tab", get_with("X: a\r\n\tb\r\n"), 400},
    {"folded_empty", get_with("X: a\r\n \r\n"), 400},
    {"folded_after_empty_value", get_with("X:\r\n b\r\n"), 400},
    {"folded_content_length", get_with("X: a\r\n Content-Length: 5\r\n"), 400},
    {"space_before_first_field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
    {"tab_before_first_field", "GET / HTTP/1.1\r\n\tHost: a\r\n\r\n", 400},
    {"space_before_first_of_two", "GET / HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n", 400},
    {"nul_in_value", get_with("X: a\0b\r\n"s), 400},
    {"bell_in_value", get_with("X: a\x07\r\n"), 400},
    {"vertical_tab_in_value", get_with("X: a\x0B\r\n"), 400},
    {"escape_in_value", get_with("X: \x1B\r\n"), 400},
    {"delete_in_value", get_with("X: a\x7F\r\n"), 400},
    {"tab_in_value", get_with("X: a\tb\r\n"), 0},
    {"8_bit_in_value", get_with("X: \xE4\xFF\x80\r\n"), 0},
    {"empty_value", get_with("X:\r\n"), 0},
    {"blank_value", get_with("X: \t \r\n"), 0},
    {"value_with_colon", get_with("X: a:b\r\n"), 0},
    {"two_content_types", get_with("Content-Type: a/b\r\nContent-Type: c/d\r\n"), 400},
    {"two_cookies", get_with("Cookie: a=b\r\nCookie: c=d\r\n"), 0},
    {"odd_cookie", get_with("Cookie: ===;;;\r\n"), 0},
    {"64_kilobyte_cookie", get_with("Cookie: " + std::string(64'000, 'c') + "\r\n"), 431},
};
INSTANTIATE_TEST_SUITE_P(field, head_lines, testing::ValuesIn(fields), case_name);

TEST(head_parser, fills_the_head) {
    request_head head;
    const auto bytes =
        "POST /a/b?c=d HTTP/1.1\r\nHost: example.org:80\r\nX-One:  1 \r\nx-one: 2\r\nEmpty:\r\n"
        "Content-Length: 12\r\n\r\nHello, World!"s;
    const auto result = parse(bytes, head);
    ASSERT_EQ(result.progress, parse_progress::complete);
    EXPECT_EQ(bytes.substr(result.consumed), "Hello, World!");
    EXPECT_EQ(head.method, method::post);
    EXPECT_EQ(head.version, http_version::http_1_1);
    EXPECT_EQ(head.target, "/a/b?c=d");
    EXPECT_EQ(head.path, "/a/b");
    EXPECT_EQ(head.routing_path, "/a/b");
    EXPECT_EQ(head.query, "c=d");
    EXPECT_EQ(head.authority, "example.org:80");
    EXPECT_EQ(head.framing, body_framing::length);
    EXPECT_EQ(head.content_length, 12U);
    ASSERT_EQ(head.headers.size(), 5U);
    EXPECT_EQ(head.headers.begin()[1].name, "X-One");
    EXPECT_EQ(head.headers.begin()[1].value, "1");
    EXPECT_EQ(head.headers.begin()[2].value, "2");
    EXPECT_EQ(head.headers.find("X-ONE"), "1");
    EXPECT_EQ(head.headers.find("empty"), "");
}

TEST(head_parser, answers_the_same_however_the_bytes_are_divided) {
    const auto bytes = "\r\nGET /a HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n"s;
    request_head head;
    std::size_t scanned = 0;
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto result = parse_head(bytes.substr(0, size), scanned, {}, head);
        ASSERT_EQ(result.progress, parse_progress::incomplete) << size;
    }
    const auto result = parse_head(bytes, scanned, {}, head);
    EXPECT_EQ(result.progress, parse_progress::complete);
    EXPECT_EQ(result.consumed, bytes.size());
    EXPECT_EQ(scanned, 0U);
}

TEST(head_parser, leaves_the_next_request_alone) {
    const auto one = get_with("");
    EXPECT_EQ(parse(one + one).consumed, one.size());
    const auto closing = get_with("Connection: close\r\n");
    EXPECT_EQ(parse(closing + one).consumed, closing.size());
}

TEST(head_parser, refuses_what_cannot_become_a_head_before_it_ends) {
    EXPECT_EQ(parse("\x16\x03\x01").status, 400);
    EXPECT_EQ(parse("GET / HTTP/1.1\n").status, 400);
    EXPECT_EQ(parse("\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n").status, 400);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\n").status, 400);
    EXPECT_EQ(parse(std::string(32, 'A')).status, 400);
    EXPECT_EQ(parse("GET /" + std::string(9000, 'a')).status, 414);
    EXPECT_EQ(parse(get_with("").substr(0, 20) + std::string(17'000, 'a')).status, 431);
    EXPECT_EQ(parse("GET").progress, parse_progress::incomplete);
    EXPECT_EQ(parse("\r").progress, parse_progress::incomplete);
    EXPECT_EQ(parse("").progress, parse_progress::incomplete);
}

TEST(head_parser, holds_the_limits_to_the_byte_and_the_line) {
    const auto head = get_with("X: a\r\n");
    http_limits limits;
    limits.head.value = head.size();
    limits.headers = 2;
    EXPECT_EQ(parse(head, limits).status, 0);
    limits.head.value = head.size() - 1;
    EXPECT_EQ(parse(head, limits).status, 431);
    limits = {};
    limits.headers = 1;
    EXPECT_EQ(parse(head, limits).status, 431);
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += "X: a\r\n";
    EXPECT_EQ(parse(get_with(many)).status, 431);
}

/// The lines of a head, of which CRLF is the only end. Nothing if there is a CR or LF elsewhere.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        if (end == text.npos || text.substr(end, 2) != "\r\n") return {};
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 2);
    }
    return lines;
}

TEST(head_parser, accounts_for_every_byte_of_what_it_accepts) {
    std::mt19937 random(3);
    const auto below = [&](std::size_t bound) {
        return static_cast<std::size_t>(random() % bound);
    };
    const std::string alphabet = "aX1:;,/ \t\r\n\0\x7F\x80%"s;
    int accepted = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::string bytes = "GET /a HTTP/1.1\r\nHost: a\r\nOne:two  \r\nThree: \r\n\r\n";
        for (auto changes = 1 + below(3); changes > 0; --changes) {
            const auto place = below(bytes.size());
            if (below(2) == 0) bytes.erase(place, 1);
            if (below(2) == 0) bytes.insert(place, 1, alphabet[below(alphabet.size())]);
        }
        request_head head;
        const auto result = parse(bytes, head);
        if (result.progress != parse_progress::complete) continue;
        ++accepted;
        const auto lines = lines_of(bytes.substr(0, result.consumed));
        ASSERT_EQ(lines.size(), head.headers.size() + 2) << testing::PrintToString(bytes);
        EXPECT_EQ(lines[0], "GET " + std::string(head.target) + " HTTP/1.1");
        auto line = lines.begin() + 1;
        for (const auto& field : head.headers) {
            EXPECT_EQ(line->substr(0, field.name.size() + 1), std::string(field.name) + ":");
            const auto value = line->substr(field.name.size() + 1);
            EXPECT_NE(value.find(field.value), value.npos);
            EXPECT_EQ(
                value.find_first_not_of(" \t"),
                field.value.empty() ? value.npos : value.find(field.value)
            );
            ++line;
        }
    }
    EXPECT_GT(accepted, 10'000);
}

TEST(head_parser, relocates_the_views_with_the_buffer) {
    const auto original = "GET /a?b HTTP/1.1\r\nHost: c\r\n\r\n"s;
    request_head head;
    ASSERT_EQ(parse(original, head).progress, parse_progress::complete);
    const std::string copy = original;
    head.relocate(original, copy.data());
    EXPECT_EQ(head.target.data(), copy.data() + 4);
    EXPECT_EQ(head.query, "b");
    EXPECT_EQ(head.headers.find(header_name::host)->data(), copy.data() + copy.find("c\r\n"));
}

}  // namespace

}  // namespace microfast::http
