/// Conduct 22 to 38: header fields. Source: RFC 9112, sections 3.2 and 5; RFC 9110, section 5.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::HasSubstr;
using namespace std::string_literals;

std::string with_host(std::string_view lines) {
    return "GET /hello HTTP/1.1\r\n" + std::string(lines) + "\r\n";
}

/// The value that a handler sees of a field that was sent like this.
std::string seen(std::string_view name, std::string_view lines) {
    return ask(get("/field/" + std::string(name), lines)).body;
}

TEST(conduct, n022_asks_for_a_host) {
    expect_refused({{"none", with_host("")}}, {400});
}

TEST(conduct, n023_refuses_two_hosts) {
    expect_refused(
        {{"the same", with_host("Host: a\r\nHost: a\r\n")},
         {"others", with_host("Host: a\r\nHost: b\r\n")}},
        {400}
    );
}

TEST(conduct, n024_refuses_an_empty_host) {
    expect_refused({{"empty", with_host("Host:\r\n")}, {"space", with_host("Host: \r\n")}}, {400});
}

TEST(conduct, n025_refuses_what_is_no_host) {
    std::vector<sent> rows;
    for (const auto* const host :
         {"bad host",
          "u@a",
          "a/b",
          "a,b",
          "[::1",
          "a:99999",
          "a:b",
          "[::1]x",
          "a?b",
          "a#b",
          "a\\b",
          "%61"})
        rows.push_back({host, with_host("Host: "s + host + "\r\n")});
    expect_refused(rows, {400});
    for (const auto* const host : {"a", "a:80", "a:", "127.0.0.1:8080", "[::1]:80", "A-b.c_d"})
        EXPECT_EQ(ask(with_host("Host: "s + host + "\r\n")).status, 200) << host;
}

TEST(conduct, n026_answers_http_1_0_without_host) {
    EXPECT_EQ(ask("GET /hello HTTP/1.0\r\n\r\n").status, 200);
}

TEST(conduct, n027_refuses_white_space_before_a_colon) {
    expect_refused(
        {{"space", get("/hello", "X : y\r\n")},
         {"tab", get("/hello", "X\t: y\r\n")},
         {"of a framing field", post("/echo", "Content-Length : 5\r\n", "hello")}},
        {400}
    );
}

TEST(conduct, n028_refuses_names_that_are_no_tokens) {
    std::vector<sent> rows{{"empty", get("/hello", ": y\r\n")}};
    for (const char byte : "[](){}@,;\"/\\=<>? \x80\xFF\x01\x7F"s)
        rows.push_back({"a byte", get("/hello", "X"s + byte + "Y: z\r\n")});
    expect_refused(rows, {400});
}

TEST(conduct, n029_refuses_a_line_without_colon) {
    expect_refused({{"no colon", get("/hello", "X\r\n")}}, {400});
}

TEST(conduct, n030_refuses_folded_lines) {
    expect_refused(
        {{"space", get("/hello", "X: a\r\n b\r\n")},
         {"tab", get("/hello", "X: a\r\n\tb\r\n")},
         {"of a framing field", post("/echo", "X: a\r\n Content-Length: 5\r\n", "hello")}},
        {400}
    );
}

TEST(conduct, n031_refuses_white_space_before_the_first_field) {
    expect_refused(
        {{"space", "GET /hello HTTP/1.1\r\n Host: test\r\n\r\n"},
         {"tab", "GET /hello HTTP/1.1\r\n\tX: y\r\nHost: test\r\n\r\n"}},
        {400}
    );
}

TEST(conduct, n032_refuses_control_characters_in_values) {
    std::vector<sent> rows;
    for (const char byte : "\0\x01\x07\x08\x0B\x0C\x1B\x7F"s)
        rows.push_back({"a byte", get("/hello", "X: a"s + byte + "b\r\n")});
    expect_refused(rows, {400});
    EXPECT_EQ(seen("x", "X: a\tb\x80\xFF\r\n"), "a\tb\x80\xFF");
}

TEST(conduct, n033_takes_white_space_off_values_and_keeps_empty_ones) {
    EXPECT_EQ(seen("x", "X: \t a b \t \r\n"), "a b");
    EXPECT_EQ(seen("x", "X:a\r\n"), "a");
    EXPECT_EQ(seen("x", "X:\r\n"), "");
    EXPECT_EQ(seen("x", "X: \t \r\n"), "");
    EXPECT_EQ(seen("x", ""), "(none)");
}

TEST(conduct, n034_finds_fields_in_any_case_and_keeps_order_and_duplicates) {
    EXPECT_EQ(seen("x-Y", "X-y: 1\r\n"), "1");
    EXPECT_EQ(seen("USER-AGENT", "user-agent: me\r\n"), "me");
    EXPECT_THAT(ask(get("/fields", "B: 1\r\nA: 2\r\nb: 3\r\n")).body, HasSubstr("B=1|A=2|b=3|"));
}

TEST(conduct, n035_limits_fields) {
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += "X: y\r\n";
    std::string several;
    for (int i = 0; i < 200; ++i)
        several += "X: y\r\n";
    expect_refused(
        {{"10,000 fields", get("/hello", many)},
         {"200 fields", get("/hello", several)},
         {"100 kB in one", get("/hello", "X: " + std::string(100'000, 'x') + "\r\n")},
         {"without an end", "GET /hello HTTP/1.1\r\nX: " + std::string(100'000, 'x')}},
        {431}
    );
}

TEST(conduct, n036_joins_the_lines_of_cookie) {
    EXPECT_EQ(seen("cookie", "Cookie: a=1\r\nCookie: b=2\r\n"), "a=1; b=2");
}

TEST(conduct, n037_survives_odd_cookies) {
    std::string many("Cookie: ");
    for (int i = 0; i < 1000; ++i)
        many += "a" + std::to_string(i) + "=1;";
    expect_answered(
        {{"a thousand", get("/hello", many + "\r\n")},
         {"only signs", get("/hello", "Cookie: ===;;;\r\n")},
         {"empty", get("/hello", "Cookie:\r\n")}},
        {200}
    );
    expect_refused(
        {{"64 kB", get("/hello", "Cookie: a=" + std::string(64'000, 'x') + "\r\n")}}, {431}
    );
}

TEST(conduct, n038_refuses_two_content_types) {
    expect_refused(
        {{"two",
          post(
              "/echo",
              "Content-Type: text/plain\r\nContent-Type: text/html\r\nContent-Length: 1\r\n",
              "x"
          )}},
        {400}
    );
}

}  // namespace

}  // namespace microfast::conduct
