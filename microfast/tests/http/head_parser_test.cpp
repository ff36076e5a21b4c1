#include <microfast/http/head_parser.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

head_result parse(std::string_view bytes, request_head& head, const http_limits& limits = {}) {
    std::size_t scanned = 0;
    return parse_head(bytes, scanned, limits, head);
}

head_result parse(std::string_view bytes, const http_limits& limits = {}) {
    request_head head;
    return parse(bytes, head, limits);
}

/// A head, and the status it is refused with; 0 if it is accepted.
struct head_case {
    const char* name;
    std::string head;
    int status;
};

std::ostream& operator<<(std::ostream& out, const head_case& tested) {
    return out << tested.name;
}

/// The head of a GET with these lines after the Host line.
std::string get_with(const std::string& lines) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
}

std::string get_target(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

std::string get_host(const std::string& host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

std::string request_line(const std::string& line) {
    return line + "\r\nHost: a\r\n\r\n";
}

class head_table : public testing::TestWithParam<head_case> {};

TEST_P(head_table, is_judged_by_the_rules) {
    const auto result = parse(GetParam().head);
    const bool accepted = GetParam().status == 0;
    EXPECT_EQ(result.progress, accepted ? parse_progress::complete : parse_progress::rejected);
    EXPECT_EQ(result.status, GetParam().status);
    EXPECT_EQ(result.consumed, accepted ? GetParam().head.size() : 0);
}

std::string case_name(const testing::TestParamInfo<head_case>& tested) {
    return tested.param.name;
}

const head_case request_lines[]{
    {"simple_get", request_line("GET / HTTP/1.1"), 0},
    {"two_empty_lines_before", "\r\n\r\n" + request_line("GET / HTTP/1.1"), 0},
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
INSTANTIATE_TEST_SUITE_P(request_line, head_table, testing::ValuesIn(request_lines), case_name);

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
    {"overlong_utf8", get_target("/%c0%af"), 400},
    {"utf8_surrogate", get_target("/%ed%a0%80"), 400},
    {"utf8_cut_short", get_target("/%e2%82"), 400},
    {"escaped_utf8", get_target("/%e2%82%ac"), 0},
    {"bad_escape_in_query_is_for_the_reader", get_target("/?%zz"), 0},
    {"escaped_slash_makes_dot_segment", get_target("/static/..%2f..%2fetc/passwd"), 400},
    {"escaped_dots", get_target("/%2e%2e/%2e%2e/etc/passwd"), 0},
    {"of_8000_bytes", get_target("/" + std::string(7999, 'a')), 0},
    {"of_8192_bytes", get_target("/" + std::string(8191, 'a')), 0},
    {"of_8193_bytes", get_target("/" + std::string(8192, 'a')), 414},
    {"of_64_kilobytes", get_target("/" + std::string(64'000, 'a')), 414},
};
INSTANTIATE_TEST_SUITE_P(target, head_table, testing::ValuesIn(targets), case_name);

const head_case hosts[]{
    {"missing", "GET / HTTP/1.1\r\n\r\n", 400},
    {"missing_among_others", "GET / HTTP/1.1\r\nAccept: a\r\n\r\n", 400},
    {"twice_the_same", get_with("Host: a\r\n"), 400},
    {"twice_different", get_with("hOST: b\r\n"), 400},
    {"empty", get_host(""), 400},
    {"with_space", get_host("bad host"), 400},
    {"with_user", get_host("u@a"), 400},
    {"with_path", get_host("a/b"), 400},
    {"list", get_host("a,b"), 400},
    {"with_port", get_host("a:80"), 0},
    {"with_empty_port", get_host("a:"), 0},
    {"with_large_port", get_host("a:99999"), 400},
    {"with_signed_port", get_host("a:+80"), 400},
    {"with_word_as_port", get_host("a:http"), 400},
    {"ipv4", get_host("127.0.0.1:8080"), 0},
    {"ipv6", get_host("[::1]:8080"), 0},
    {"ipv6_not_closed", get_host("[::1"), 400},
    {"ipv6_malformed", get_host("[:::1]"), 400},
    {"ipv6_with_text_behind", get_host("[::1]a"), 400},
    {"ipv6_without_brackets", get_host("::1"), 400},
    {"port_only", get_host(":80"), 400},
    {"empty_with_absolute_target", "GET http://a/ HTTP/1.1\r\nHost: \r\n\r\n", 400},
    {"missing_in_1_0", "GET / HTTP/1.0\r\n\r\n", 0},
    {"malformed_in_1_0", "GET / HTTP/1.0\r\nHost: a b\r\n\r\n", 400},
};
INSTANTIATE_TEST_SUITE_P(host, head_table, testing::ValuesIn(hosts), case_name);

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
INSTANTIATE_TEST_SUITE_P(field, head_table, testing::ValuesIn(fields), case_name);

const head_case framings[]{
    {"length", get_with("Content-Length: 5\r\n"), 0},
    {"length_zero", get_with("Content-Length: 0\r\n"), 0},
    {"length_padded", get_with("Content-Length: \t5 \r\n"), 0},
    {"length_repeated_same", get_with("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
    {"length_repeated_different", get_with("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
    {"length_list", get_with("Content-Length: 5, 5\r\n"), 400},
    {"length_with_plus", get_with("Content-Length: +5\r\n"), 400},
    {"length_negative", get_with("Content-Length: -5\r\n"), 400},
    {"length_negative_zero", get_with("Content-Length: -0\r\n"), 400},
    {"length_hex", get_with("Content-Length: 0x5\r\n"), 400},
    {"length_with_space", get_with("Content-Length: 5 0\r\n"), 400},
    {"length_with_underscore", get_with("Content-Length: 1_0\r\n"), 400},
    {"length_empty", get_with("Content-Length:\r\n"), 400},
    {"length_word", get_with("Content-Length: abc\r\n"), 400},
    {"length_of_2_to_the_64", get_with("Content-Length: 18446744073709551616\r\n"), 400},
    {"length_of_40_digits", get_with("Content-Length: " + std::string(40, '1') + "\r\n"), 400},
    {"length_with_leading_zeros", get_with("Content-Length: 005\r\n"), 400},
    {"length_of_two_zeros", get_with("Content-Length: 00\r\n"), 400},
    {"length_then_coding", get_with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
    {"coding_then_length", get_with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
    {"chunked", get_with("Transfer-Encoding: chunked\r\n"), 0},
    {"chunked_in_capitals", get_with("TRANSFER-ENCODING: CHUNKED\r\n"), 0},
    {"gzip", get_with("Transfer-Encoding: gzip\r\n"), 501},
    {"identity", get_with("Transfer-Encoding: identity\r\n"), 501},
    {"xchunked", get_with("Transfer-Encoding: xchunked\r\n"), 501},
    {"chunked_with_parameter", get_with("Transfer-Encoding: chunked;q=1\r\n"), 501},
    {"gzip_chunked", get_with("Transfer-Encoding: gzip, chunked\r\n"), 501},
    {"gzip_and_chunked_on_two_lines",
     get_with("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
     501},
    {"chunked_gzip", get_with("Transfer-Encoding: chunked, gzip\r\n"), 400},
    {"chunked_and_gzip_on_two_lines",
     get_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n"),
     400},
    {"chunked_chunked", get_with("Transfer-Encoding: chunked, chunked\r\n"), 400},
    {"chunked_on_two_lines",
     get_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
     400},
    {"empty_coding", get_with("Transfer-Encoding:\r\n"), 400},
    {"comma_coding", get_with("Transfer-Encoding: ,chunked\r\n"), 400},
    {"coding_in_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    {"coding_with_vertical_tab",
     get_with("Transfer-Encoding: \x0B"
              "chunked\r\n"),
     400},
    {"coding_with_nul", get_with("Transfer-Encoding: chunked\0\r\n"s), 400},
    {"underscore_names_frame_nothing",
     get_with("Transfer_Encoding: chunked\r\nContent_Length: 5\r\n"),
     0},
    {"expect_continue", get_with("Content-Length: 5\r\nExpect: 100-Continue\r\n"), 0},
    {"expect_something_else", get_with("Expect: foo\r\n"), 417},
    {"expect_in_1_0", "GET / HTTP/1.0\r\nExpect: foo\r\n\r\n", 0},
};
INSTANTIATE_TEST_SUITE_P(framing, head_table, testing::ValuesIn(framings), case_name);

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

TEST(head_parser, prefers_the_host_of_an_absolute_target) {
    request_head head;
    (void)parse("GET http://other:81/path?q HTTP/1.1\r\nHost: a\r\n\r\n", head);
    EXPECT_EQ(head.authority, "other:81");
    EXPECT_EQ(head.path, "/path");
    EXPECT_EQ(head.query, "q");
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

struct connection_case {
    const char* name;
    const char* head;
    bool keep_alive;
};

std::ostream& operator<<(std::ostream& out, const connection_case& tested) {
    return out << tested.name;
}

class connection_table : public testing::TestWithParam<connection_case> {};

TEST_P(connection_table, decides_what_becomes_of_the_connection) {
    request_head head;
    ASSERT_EQ(parse(GetParam().head, head).progress, parse_progress::complete);
    EXPECT_EQ(head.keep_alive, GetParam().keep_alive);
}

constexpr connection_case connections[]{
    {"default_1_1", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
    {"default_1_0", "GET / HTTP/1.0\r\n\r\n", false},
    {"keep_alive_1_0", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
    {"close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: CLOSE\r\n\r\n", false},
    {"close_in_list", "GET / HTTP/1.1\r\nHost: a\r\nConnection: x ,close, y\r\n\r\n", false},
    {"close_on_second_line",
     "GET / HTTP/1.1\r\nHost: a\r\nConnection: x\r\nConnection: close\r\n\r\n",
     false},
    {"keep_alive_and_close",
     "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, keep-alive\r\n\r\n",
     false},
    {"closed_is_not_close", "GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n", true},
};
INSTANTIATE_TEST_SUITE_P(
    connection,
    connection_table,
    testing::ValuesIn(connections),
    [](const auto& tested) { return tested.param.name; }
);

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
