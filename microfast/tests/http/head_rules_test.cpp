#include <gtest/gtest.h>

#include <string>

#include "head_table.hpp"

namespace microfast::http {

namespace {

using std::string_literals::operator""s;

class rules_table : public head_table {};

TEST_P(rules_table, is_judged_by_the_rules) {
    expect_verdict();
}

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
INSTANTIATE_TEST_SUITE_P(host, rules_table, testing::ValuesIn(hosts), case_name);

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
INSTANTIATE_TEST_SUITE_P(framing, rules_table, testing::ValuesIn(framings), case_name);

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

}  // namespace

}  // namespace microfast::http
