#include <microfast/client/connection.hpp>
#include <microfast/net/listener.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "client/on_loop.hpp"
#include "client/raw_server.hpp"

namespace microfast::client {

namespace {

using std::chrono::milliseconds;

TEST(client_connection, resolves_names) {
    raw_server server([](raw_connection& client) { client.send("hello"); });
    on_loop([&]() -> task<void> {
        connection opened(net::event_loop::current());
        const origin where{"localhost", server.port()};
        co_await opened.connect(where, milliseconds(5'000));
        std::string received;
        while (received.size() < 5)
            (void)co_await opened.receive(received, milliseconds(5'000), failure::no_answer);
        EXPECT_EQ(received, "hello");
        EXPECT_EQ(co_await opened.receive(received, milliseconds(5'000), failure::no_answer), 0U);
        EXPECT_FALSE(opened.is_quiet());
    });
}

TEST(client_connection, gives_up_sending_to_a_server_that_takes_nothing) {
    on_loop([&]() -> task<void> {
        const net::descriptor never_accepts =
            net::open_listener(net::parse_endpoint("127.0.0.1:0"), net::port_use::exclusive);
        connection opened(net::event_loop::current());
        const origin where{"127.0.0.1", net::local_endpoint(never_accepts).port()};
        co_await opened.connect(where, milliseconds(5'000));
        std::optional<failure> seen;
        bool was_late = false;
        const std::string large(64 * 1024 * 1024, 'x');
        try {
            (void)co_await opened.send(large, milliseconds(30));
        } catch (const client_error& failed) {
            seen = failed.kind();
            was_late = failed.is_timeout();
        }
        EXPECT_EQ(seen, failure::no_answer);
        EXPECT_TRUE(was_late);
    });
}

}  // namespace

}  // namespace microfast::client
