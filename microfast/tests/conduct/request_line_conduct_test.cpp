/// Conduct 1 to 21: request line and the framing of the head. Source: RFC 9112, sections 2 and 3.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::AnyOf;
using namespace std::string_literals;

TEST(conduct, n001_reads_a_request_in_segments_of_one_byte) {
    wire client(the_server().port());
    client.send_byte_by_byte(get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
}

TEST(conduct, n002_ignores_empty_lines_before_the_request_line) {
    EXPECT_EQ(ask("\r\n\r\n" + get("/hello")).status, 200);
}

TEST(conduct, n003_refuses_other_white_space_than_one_space) {
    expect_refused(
        {{"two spaces", line("GET  /hello HTTP/1.1")},
         {"two spaces before the version", line("GET /hello  HTTP/1.1")},
         {"tab", line("GET\t/hello HTTP/1.1")},
         {"tab before the version", line("GET /hello\tHTTP/1.1")},
         {"space at the end", line("GET /hello HTTP/1.1 ")},
         {"space at the start", line(" GET /hello HTTP/1.1")}},
        {400}
    );
}

TEST(conduct, n004_refuses_a_request_without_version) {
    expect_refused(
        {{"no version", line("GET /hello")},
         {"only a space", line("GET /hello ")},
         {"no fields", "GET /hello\r\n\r\n"}},
        {400}
    );
}

TEST(conduct, n005_refuses_versions_it_does_not_speak) {
    expect_refused(
        {{"2.0", line("GET /hello HTTP/2.0")},
         {"9.9", line("GET /hello HTTP/9.9")},
         {"0.9", line("GET /hello HTTP/0.9")},
         {"leading zero", line("GET /hello HTTP/01.1")},
         {"no minor", line("GET /hello HTTP/1")},
         {"space", line("GET /hello HTTP/ 1.1")},
         {"lower case", line("GET /hello http/1.1")},
         {"two digits", line("GET /hello HTTP/1.10")}},
        {400, 505}
    );
}

TEST(conduct, n006_survives_a_minor_version_of_the_future) {
    EXPECT_THAT(ask(line("GET /hello HTTP/1.2")).status, AnyOf(200, 505));
}

TEST(conduct, n007_refuses_the_preface_of_http_2) {
    expect_refused({{"preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}}, {400, 505});
}

TEST(conduct, n008_refuses_bare_line_feeds) {
    expect_refused(
        {{"request line", "GET /hello HTTP/1.1\nHost: test\r\n\r\n"},
         {"field line", "GET /hello HTTP/1.1\r\nHost: test\nX: y\r\n\r\n"},
         {"end of the head", "GET /hello HTTP/1.1\r\nHost: test\r\n\n"},
         {"everywhere", "GET /hello HTTP/1.1\nHost: test\n\n"}},
        {400}
    );
}

TEST(conduct, n009_refuses_bare_carriage_returns) {
    expect_refused(
        {{"request line", "GET /hello HTTP/1.1\rHost: test\r\n\r\n"},
         {"target", line("GET /he\rllo HTTP/1.1")},
         {"value", get("/hello", "X: a\rb\r\n")},
         {"name", get("/hello", "X\rY: a\r\n")},
         {"before the end", "GET /hello HTTP/1.1\r\nHost: test\r\n\r\r\n\r\n"}},
        {400}
    );
}

TEST(conduct, n010_reads_no_second_field_behind_a_carriage_return) {
    expect_refused(
        {{"coding", post("/echo", "X: a\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n")}}, {400}
    );
}

TEST(conduct, n011_knows_methods_from_what_is_none) {
    expect_refused(
        {{"bracket", line("G[T /hello HTTP/1.1")},
         {"NUL", line("G\0T /hello HTTP/1.1"s)},
         {"empty", line(" /hello HTTP/1.1")},
         {"100 kB", line(std::string(100'000, 'A') + " /hello HTTP/1.1")}},
        {400, 414, 431, 501}
    );
    EXPECT_EQ(ask(line("get /hello HTTP/1.1")).status, 501);
    EXPECT_EQ(ask(line("FOO /hello HTTP/1.1")).status, 501);
}

TEST(conduct, n012_says_which_methods_a_path_has) {
    const auto reply = ask(line("DELETE /hello HTTP/1.1"));
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.field("Allow"), "GET, HEAD, OPTIONS");
}

TEST(conduct, n013_finds_nothing_where_no_route_is_whatever_the_method) {
    for (const auto* const method : {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}) {
        const auto asked = std::string_view(method) == "HEAD" ? asked_with::head : asked_with::get;
        EXPECT_EQ(ask(line(method + " /none HTTP/1.1"s), asked).status, 404) << method;
    }
}

TEST(conduct, n014_refuses_bytes_that_no_target_has) {
    expect_refused(
        {{"space", line("GET /he llo HTTP/1.1")},
         {"NUL", line("GET /he\0llo HTTP/1.1"s)},
         {"DEL", line("GET /he\x7Fllo HTTP/1.1")},
         {"beyond ASCII", line("GET /\xC3\xBC HTTP/1.1")},
         {"in the query", line("GET /hello?\x80 HTTP/1.1")}},
        {400}
    );
}

TEST(conduct, n015_refuses_a_fragment) {
    expect_refused(
        {{"behind the path", line("GET /hello#frag HTTP/1.1")},
         {"behind the query", line("GET /hello?a#frag HTTP/1.1")}},
        {400}
    );
}

TEST(conduct, n016_takes_a_star_for_options_only) {
    expect_refused({{"GET", line("GET * HTTP/1.1")}}, {400});
    const auto reply = ask(line("OPTIONS * HTTP/1.1"));
    EXPECT_THAT(reply.status, AnyOf(200, 204));
    EXPECT_TRUE(reply.field("Allow"));
}

TEST(conduct, n017_goes_by_the_authority_of_an_absolute_target) {
    EXPECT_EQ(ask(line("GET http://other/authority HTTP/1.1")).body, "other");
    EXPECT_EQ(ask(line("GET http://other:8080/authority?x HTTP/1.1")).body, "other:8080");
    EXPECT_EQ(ask(line("GET http://other HTTP/1.1")).status, 404);
}

TEST(conduct, n018_ignores_another_host_beside_an_absolute_target) {
    const auto reply = ask("GET http://other/authority HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_THAT(reply.status, AnyOf(200, 400));
    EXPECT_TRUE(reply.status == 400 || reply.body == "other") << reply.body;
}

TEST(conduct, n019_opens_no_tunnel) {
    expect_refused({{"CONNECT", line("CONNECT a:80 HTTP/1.1")}}, {400, 405, 501});
}

TEST(conduct, n020_refuses_a_relative_target) {
    expect_refused(
        {{"relative", line("GET a/b HTTP/1.1")},
         {"no slash", line("GET hello HTTP/1.1")},
         {"authority only", line("GET //test HTTP/1.1").replace(4, 2, "")},
         {"other scheme", line("GET ftp://test/hello HTTP/1.1")}},
        {400}
    );
}

TEST(conduct, n021_limits_the_request_line_and_does_not_wait_for_its_end) {
    const auto long_line = "GET /hello?" + std::string(7'960, 'x') + " HTTP/1.1";
    EXPECT_GE(long_line.size(), 7'980U);
    EXPECT_EQ(ask(line(long_line)).status, 200);
    expect_refused(
        {{"with its end", line("GET /hello?" + std::string(64'000, 'x') + " HTTP/1.1")},
         {"without", "GET /hello?" + std::string(64'000, 'x')}},
        {414}
    );
}

}  // namespace

}  // namespace microfast::conduct
