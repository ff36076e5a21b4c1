/// Conduct 127: what a proxy passes on, what it keeps, and what it says when a server fails.
/// Source: RFC 9110, sections 7.6, 9.2.2, 15.6.3 and 15.6.5; RFC 9112, section 6.

#include <microfast/application/application.hpp>
#include <microfast/proxy/reverse_proxy.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>

#include "client/raw_server.hpp"
#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using testing::HasSubstr;
using testing::Not;

/// A proxy in front of a server that does what a test says.
class proxied {
public:
    explicit proxied(raw_server::script script, proxy::proxy_options options = {})
        : server_{std::move(script)} {
        options.upstreams = {{server_.url()}};
        proxy::reverse_proxy(options).add_routes(app_, "/{path*}");
        app_.start(server::test_options());
    }
    proxied(const proxied&) = delete;
    proxied& operator=(const proxied&) = delete;
    ~proxied() { app_.stop(); }

    [[nodiscard]] std::uint16_t port() const { return app_.port(); }
    [[nodiscard]] reply ask(std::string_view bytes) const {
        wire client(port());
        client.send(bytes);
        return client.read();
    }

private:
    raw_server server_;
    application app_;
};

/// Answers with the head of the request as its body, and with fields of its own connection.
void mirror(raw_connection& client) {
    for (auto head = client.read_head(); !head.empty(); head = client.read_head())
        client.send(
            ok(head,
               "Connection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
               "X-End: 2\r\n")
        );
}

TEST(conduct, n127_passes_on_what_is_end_to_end_and_nothing_else) {
    const proxied proxy(mirror);
    const auto passed = proxy.ask(get(
        "/a?b", "Connection: X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\nUpgrade: foo\r\nX-Other: 2\r\n"
    ));
    EXPECT_THAT(passed.body, testing::StartsWith("GET /a?b HTTP/1.1\r\nHost: test\r\n"));
    for (const auto* const name : {"X-Mine", "TE:", "Upgrade", "Connection"})
        EXPECT_THAT(passed.body, Not(HasSubstr(name)));
    EXPECT_THAT(passed.body, HasSubstr("X-Other: 2\r\n"));
    EXPECT_THAT(passed.body, HasSubstr("Via: 1.1 microfast\r\n"));
    EXPECT_EQ(passed.count("X-Hop"), 0U);
    EXPECT_EQ(passed.count("Keep-Alive"), 0U);
    EXPECT_EQ(passed.field("X-End"), "2");
    EXPECT_EQ(passed.field("Via"), "1.1 microfast");
}

TEST(conduct, n127_frames_messages_anew) {
    const proxied proxy([](raw_connection& client) {
        const auto chunked = client.read_head();
        EXPECT_THAT(chunked, HasSubstr("Transfer-Encoding: chunked\r\n"));
        EXPECT_THAT(chunked, Not(HasSubstr("Content-Length")));
        const std::string_view expected = "5\r\nhello\r\n0\r\n\r\n";
        EXPECT_EQ(client.read(expected.size()), expected);
        client.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n"
        );
        EXPECT_THAT(client.read_head(), HasSubstr("Content-Length: 5\r\n"));
        EXPECT_EQ(client.read(5), "hello");
        client.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    });
    const auto chunks = "5;a=b\r\nhello\r\n0\r\n\r\n";
    const auto first = proxy.ask(post("/", "Transfer-Encoding: chunked\r\n", chunks));
    EXPECT_EQ(first.body, "abc");
    const auto second = proxy.ask(post_length("/", "hello"));
    EXPECT_EQ(second.body, "until the end");
    EXPECT_EQ(second.field("Transfer-Encoding"), "chunked");
}

TEST(conduct, n127_counts_max_forwards_down) {
    const proxied proxy(mirror);
    const auto last = proxy.ask("OPTIONS /a HTTP/1.1\r\nHost: test\r\nMax-Forwards: 0\r\n\r\n");
    EXPECT_EQ(last.status, 204);  // it ends here
    const auto passed = proxy.ask("OPTIONS /a HTTP/1.1\r\nHost: test\r\nMax-Forwards: 7\r\n\r\n");
    EXPECT_THAT(passed.body, HasSubstr("Max-Forwards: 6\r\n"));
}

TEST(conduct, n127_repeats_only_what_is_idempotent) {
    std::atomic<int> seen = 0;
    const proxied proxy([&](raw_connection& client) {
        // Answers the first request of a connection and drops the second one.
        if (client.read_head().empty()) return;
        ++seen;
        client.send(ok("fine"));
        if (!client.read_head().empty()) ++seen;
    });
    EXPECT_EQ(proxy.ask(get("/")).status, 200);
    EXPECT_EQ(proxy.ask(post_length("/", "x")).status, 502);
    EXPECT_EQ(seen, 2);
    EXPECT_EQ(proxy.ask(get("/")).status, 200);
    EXPECT_EQ(proxy.ask(get("/")).status, 200);  // dropped, and sent again
    EXPECT_EQ(seen, 5);
}

TEST(conduct, n127_says_502_and_504) {
    const proxied broken([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    });
    EXPECT_EQ(broken.ask(get("/")).status, 502);
    proxy::proxy_options options;
    options.client.head = std::chrono::milliseconds(30);
    const proxied slow([](raw_connection& client) { client.wait_for_end(); }, options);
    EXPECT_EQ(slow.ask(get("/")).status, 504);
}

TEST(conduct, n127_ends_the_request_of_a_client_that_left) {
    std::promise<void> asked;
    std::promise<void> ended;
    const proxied proxy([&](raw_connection& client) {
        (void)client.read_head();
        asked.set_value();
        client.wait_for_end();
        ended.set_value();
    });
    wire client(proxy.port());
    client.send(get("/"));
    asked.get_future().get();
    client.reset();
    EXPECT_EQ(ended.get_future().wait_for(std::chrono::seconds(20)), std::future_status::ready);
}

}  // namespace

}  // namespace microfast::conduct
