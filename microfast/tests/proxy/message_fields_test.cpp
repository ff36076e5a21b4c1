#include <microfast/http/head_parser.hpp>
#include <microfast/proxy/message_fields.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

using testing::HasSubstr;
using testing::Not;

struct parsed {
    explicit parsed(std::string bytes) : text(std::move(bytes)) {
        std::size_t scanned = 0;
        const auto read = http::parse_head(text, scanned, {}, head);
        EXPECT_EQ(read.progress, http::parse_progress::complete) << text;
    }
    std::string text;
    http::request_head head;
};

std::string passed_on(const std::string& lines, std::string_view client = "192.0.2.7") {
    const parsed request("GET / HTTP/1.1\r\nHost: shop\r\n" + lines + "\r\n");
    http::response_headers fields;
    const request_source source{*http::ip_address::parse(client), "https", "shop.example"};
    add_request_fields(request.head, source, "here", fields);
    return std::string(fields.text());
}

TEST(proxy_fields, leave_behind_what_is_for_one_connection) {
    const auto fields =
        "\r\n" +
        passed_on(
            "Connection: close, X-Secret, keep-alive\r\nX-Secret: 1\r\nKeep-Alive: timeout=5\r\n"
            "TE: trailers\r\nUpgrade: websocket\r\nProxy-Authorization: x\r\nProxy-Connection: "
            "y\r\n"
            "Expect: 100-continue\r\nAccept: a\r\nAccept: b\r\n"
        );
    for (const auto* const name :
         {"Connection",
          "X-Secret",
          "Keep-Alive",
          "TE:",
          "Upgrade",
          "Proxy",
          "Expect",
          "\r\nHost: "})
        EXPECT_THAT(fields, Not(HasSubstr(name)));
    EXPECT_THAT(fields, HasSubstr("Accept: a\r\nAccept: b\r\n"));
}

TEST(proxy_fields, say_who_asks_and_let_nobody_pretend) {
    const auto fields = passed_on(
        "X-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\nX-Real-IP: 10.0.0.1\r\n"
        "X-Forwarded-Proto: gopher\r\nVia: 1.0 before\r\n"
        "Connection: X-Forwarded-For, Forwarded, Via\r\n"
    );
    EXPECT_THAT(fields, Not(HasSubstr("10.0.0.1")));
    EXPECT_THAT(fields, HasSubstr("X-Forwarded-For: 192.0.2.7\r\n"));
    EXPECT_THAT(fields, HasSubstr("X-Forwarded-Proto: https\r\n"));
    EXPECT_THAT(fields, HasSubstr("X-Forwarded-Host: shop.example\r\n"));
    EXPECT_THAT(
        fields, HasSubstr("Forwarded: for=192.0.2.7;proto=https;host=\"shop.example\"\r\n")
    );
    EXPECT_THAT(fields, HasSubstr("Via: 1.1 here\r\n"));
    EXPECT_THAT(passed_on("", "2001:db8::1"), HasSubstr("Forwarded: for=\"[2001:db8::1]\";"));
}

TEST(proxy_fields, of_an_answer_go_back_without_those_of_its_connection) {
    client::response_head head;
    head.version = http::http_version::http_1_0;
    auto& fields = head.headers;
    fields.add("Connection", "X-Hop");
    fields.add("X-Hop", "1");
    fields.add("Transfer-Encoding", "chunked");
    fields.add("Date", "today");
    fields.add("Set-Cookie", "a=1");
    fields.add("Set-Cookie", "b=2");
    http::response_headers into;
    add_response_fields(head, "here", into);
    EXPECT_EQ(into.text(), "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nVia: 1.0 here\r\n");
}

TEST(proxy_fields, behind_a_body_are_not_those_that_this_proxy_says) {
    http::header_fields trailers;
    for (const auto* const name :
         {"X-Real-IP", "Via", "Max-Forwards", "Proxy-Authorization", "Date"})
        trailers.add(name, "1");
    trailers.add("X-Sum", "12");
    http::response_headers into;
    add_trailer_fields(trailers, into);
    EXPECT_EQ(into.text(), "X-Sum: 12\r\n");
}

struct mapped {
    const char* sent;
    const char* prefix;
    const char* expected;
};

class forwarded_targets : public testing::TestWithParam<mapped> {};

TEST_P(forwarded_targets, are_what_the_router_has_read) {
    const parsed request("GET " + std::string(GetParam().sent) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(forwarded_target(request.head, GetParam().prefix), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    targets,
    forwarded_targets,
    testing::Values(
        mapped{"/a/b?c=d", "", "/a/b?c=d"},
        mapped{"/a%20b/%2Fc", "", "/a%20b/%2Fc"},
        mapped{"/a/../b", "", "/b"},
        mapped{"/public/%2e%2e/admin?x", "", "/admin?x"},
        mapped{"/a/./b/.", "", "/a/b/"},
        mapped{"/a/b/..", "", "/a/"},
        mapped{"/../..", "", "/"},
        mapped{"/...", "", "/..."},
        mapped{"/a//b", "", "/a//b"},
        mapped{"/?", "", "/?"},
        mapped{"http://other/x/y?z", "", "/x/y?z"},
        mapped{"http://other?z", "", "/?z"},
        mapped{"/api/users", "/api", "/users"},
        mapped{"/api", "/api", "/"},
        mapped{"/api?q", "/api", "/?q"},
        mapped{"/apis/users", "/api", "/apis/users"},
        mapped{"/x/../api/users", "/api", "/users"}
    )
);

TEST(proxy_fields, tell_of_circles_and_of_how_far_a_request_may_go) {
    http::header_fields fields;
    EXPECT_FALSE(goes_in_circles(fields));
    EXPECT_EQ(most_forwards(fields), std::nullopt);
    fields.add("Via", "1.1 a, 1.1 b");
    for (int i = 0; i < 13; ++i)
        fields.add("Via", "1.1 c");
    EXPECT_FALSE(goes_in_circles(fields));
    fields.add("Via", "1.1 d");
    EXPECT_TRUE(goes_in_circles(fields));
    fields.add("Max-Forwards", "3");
    EXPECT_EQ(most_forwards(fields), 3U);
    http::header_fields broken;
    broken.add("Max-Forwards", "3x");
    EXPECT_EQ(most_forwards(broken), std::nullopt);
}

}  // namespace

}  // namespace microfast::proxy
