#include <microfast/client/http_client.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "client/on_loop.hpp"
#include "client/raw_server.hpp"

namespace microfast::client {

namespace {

TEST(client_response, is_not_read_whole_beyond_what_was_asked_for) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(ok(std::string(100'000, 'x')));
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const request asked;
        auto answer = co_await client.send(asked);
        EXPECT_EQ(answer.left(), 100'000U);
        std::optional<failure> seen;
        try {
            (void)co_await answer.read_all(1_KiB);
        } catch (const client_error& failed) {
            seen = failed.kind();
        }
        EXPECT_EQ(seen, failure::incomplete_answer);
    });
}

TEST(client_response, does_not_keep_a_connection_that_said_more_than_was_asked) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(ok("one") + ok("two"));
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const request asked;
        for (int i = 0; i < 2; ++i) {
            auto answer = co_await client.send(asked);
            EXPECT_EQ(co_await answer.read_all(), "one");
        }
    });
    EXPECT_EQ(server.accepted(), 2);
}

TEST(client_response, that_was_not_read_closes_its_connection) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(ok("not read"));
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const request asked;
        { const auto answer = co_await client.send(asked); }
        EXPECT_EQ(client.pool().idle(), 0U);
        EXPECT_EQ(client.pool().in_use(), 0U);
    });
}

TEST(client_response, cannot_be_read_when_its_client_has_ended) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        auto client = std::make_unique<http_client>(parse_origin(server.url()));
        const request asked;
        auto answer = co_await client->send(asked);
        client.reset();
        std::string body;
        std::optional<failure> seen;
        try {
            (void)co_await answer.read(body);
        } catch (const client_error& failed) {
            seen = failed.kind();
        }
        EXPECT_EQ(seen, failure::incomplete_answer);
    });
}

}  // namespace

}  // namespace microfast::client
