#include <microfast/client/http_client.hpp>
#include <microfast/core/cancellation.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <system_error>

#include "client/on_loop.hpp"
#include "client/raw_server.hpp"
#include "server/scripted_source.hpp"

namespace microfast::client {

namespace {

using std::chrono::milliseconds;

request to(std::string target, http::method method = http::method::get) {
    request asked;
    asked.method = method;
    asked.target = std::move(target);
    return asked;
}

/// Sends one request; the status and the body of the answer, "200 hello".
task<std::string> ask(http_client& client, const request& asked) {
    auto answer = co_await client.send(asked);
    auto body = co_await answer.read_all();
    co_return std::to_string(answer.status()) + " " + body;
}

/// The failure that a request ends with, and whether it was a timeout.
struct ended_with {
    std::optional<failure> kind{};
    bool is_timeout = false;
};

ended_with fail(const std::string& url, client_options options = {}, request asked = to("/")) {
    ended_with seen;
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(url), options);
        try {
            co_await ask(client, asked);
        } catch (const client_error& failed) {
            seen = {failed.kind(), failed.is_timeout()};
        }
    });
    return seen;
}

TEST(http_client, uses_a_connection_again) {
    raw_server server([](raw_connection& client) {
        for (int i = 1; !client.read_head().empty(); ++i)
            client.send(ok("answer " + std::to_string(i)));
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const auto asked = to("/");
        EXPECT_EQ(co_await ask(client, asked), "200 answer 1");
        EXPECT_EQ(co_await ask(client, asked), "200 answer 2");
        EXPECT_EQ(client.pool().idle(), 1U);
        EXPECT_EQ(client.pool().in_use(), 0U);
    });
    EXPECT_EQ(server.accepted(), 1);
}

TEST(http_client, reads_bodies_out_of_every_framing) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        );
        client.send("5\r\nhello\r\n7;a=b\r\n, world\r\n0\r\nX-Sum: 12\r\n\r\n");
        (void)client.read_head();
        client.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const auto asked = to("/");
        auto chunked = co_await client.send(asked);
        EXPECT_EQ(co_await chunked.read_all(), "hello, world");
        EXPECT_EQ(chunked.trailers().find("x-sum"), "12");
        EXPECT_EQ(co_await ask(client, asked), "200 until the end");
        EXPECT_EQ(client.pool().idle(), 0U);
    });
}

TEST(http_client, repeats_once_what_met_a_connection_that_was_closed_meanwhile) {
    std::atomic<int> connections = 0;
    raw_server server([&](raw_connection& client) {
        const bool is_first = ++connections == 1;
        (void)client.read_head();
        client.send(ok("fine"));
        if (is_first) (void)client.read_head();  // and closes without an answer
        if (!is_first) client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const auto asked = to("/");
        EXPECT_EQ(co_await ask(client, asked), "200 fine");
        EXPECT_EQ(co_await ask(client, asked), "200 fine");
    });
    EXPECT_EQ(connections, 2);
}

TEST(http_client, repeats_nothing_that_is_not_idempotent) {
    std::atomic<int> heads = 0;
    raw_server server([&](raw_connection& client) {
        (void)client.read_head();
        ++heads;
        client.send(ok("fine"));
        if (!client.read_head().empty()) ++heads;
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        const auto first = to("/");
        EXPECT_EQ(co_await ask(client, first), "200 fine");
        const auto asked = to("/", http::method::post);
        std::optional<failure> seen;
        try {
            co_await ask(client, asked);
        } catch (const client_error& failed) {
            seen = failed.kind();
        }
        EXPECT_EQ(seen, failure::no_answer);
    });
    EXPECT_EQ(heads, 2);
}

TEST(http_client, streams_a_body_with_and_without_its_length) {
    raw_server server([](raw_connection& client) {
        auto head = client.read_head();
        const auto chunked = client.read(std::string_view("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n").size());
        client.send(ok(chunked));
        head = client.read_head();
        client.send(ok(client.read(3)));
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        auto asked = to("/", http::method::post);
        auto source = server::pieces({"ab", "c"});
        asked.source = source.get();
        EXPECT_EQ(co_await ask(client, asked), "200 2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
        source = server::pieces({"ab", "c"});
        source->announced = 3;
        asked.source = source.get();
        EXPECT_EQ(co_await ask(client, asked), "200 abc");
    });
}

TEST(http_client, takes_an_answer_that_comes_before_the_body_has_gone) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        auto asked = to("/", http::method::post);
        server::scripted_source endless([](std::string& into) -> task<bool> {
            into.append(256 * 1024, 'x');
            co_await net::sleep_for(milliseconds(1));
            co_return true;
        });
        asked.source = &endless;
        EXPECT_EQ(co_await ask(client, asked), "413 big");
        EXPECT_EQ(client.pool().idle(), 0U);
    });
}

TEST(http_client, takes_an_answer_while_the_server_takes_no_body) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        (void)client.read(1024 * 1024);
        client.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig");
        (void)client.read(std::size_t{1} << 40U);
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        auto asked = to("/", http::method::post);
        auto large = server::pieces({std::string(64 * 1024 * 1024, 'x')});
        asked.source = large.get();
        EXPECT_EQ(co_await ask(client, asked), "413 big");
    });
}

TEST(http_client, asks_for_leave_and_sends_no_body_that_is_not_wanted) {
    raw_server server([](raw_connection& client) {
        EXPECT_NE(client.read_head().find("Expect: 100-continue"), std::string::npos);
        client.send("HTTP/1.1 100 Continue\r\n\r\n");
        client.send(ok(client.read(3)));
        (void)client.read_head();
        client.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        client.wait_for_end();
    });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(server.url()));
        auto asked = to("/", http::method::post);
        asked.expect = expectation::continue_;
        auto source = server::pieces({"abc"});
        source->announced = 3;
        asked.source = source.get();
        EXPECT_EQ(co_await ask(client, asked), "200 abc");
        int reads = 0;
        server::scripted_source counted([&](std::string&) -> task<bool> {
            ++reads;
            co_return false;
        });
        asked.source = &counted;
        EXPECT_EQ(co_await ask(client, asked), "401 ");
        EXPECT_EQ(reads, 0);
        EXPECT_EQ(client.pool().idle(), 0U);  // the server still waits for a body
    });
}

TEST(http_client, sends_the_body_when_nobody_gives_leave) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 1");
        const auto body = client.read(3);
        client.send("00 Continue\r\n\r\n" + ok(body));
    });
    on_loop([&]() -> task<void> {
        client_options options;
        options.leave = milliseconds(20);
        http_client client(parse_origin(server.url()), options);
        auto asked = to("/", http::method::post);
        asked.expect = expectation::continue_;
        auto source = server::pieces({"abc"});
        source->announced = 3;
        asked.source = source.get();
        EXPECT_EQ(co_await ask(client, asked), "200 abc");
    });
}

TEST(http_client, tells_what_went_wrong) {
    std::string closed_port;
    {
        const raw_server gone([](raw_connection&) {});
        closed_port = gone.url();
    }
    EXPECT_EQ(fail(closed_port).kind, failure::not_connected);
    EXPECT_EQ(fail("http://name.invalid").kind, failure::not_connected);

    const auto answering = [](std::string bytes) {
        return [bytes](raw_connection& client) {
            (void)client.read_head();
            client.send(bytes);
        };
    };
    const auto failure_of = [&](std::string bytes) {
        raw_server server(answering(std::move(bytes)));
        return fail(server.url()).kind;
    };
    EXPECT_EQ(failure_of(""), failure::no_answer);
    EXPECT_EQ(failure_of("HTTP/1.1 200"), failure::malformed_answer);
    EXPECT_EQ(failure_of("nonsense\r\n\r\n"), failure::malformed_answer);
    EXPECT_EQ(failure_of("HTTP/1.1 101 Switching Protocols\r\n\r\n"), failure::malformed_answer);
    EXPECT_EQ(
        failure_of("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), failure::incomplete_answer
    );
    EXPECT_EQ(
        failure_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"),
        failure::incomplete_answer
    );
    EXPECT_EQ(
        failure_of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx"),
        failure::incomplete_answer
    );
}

TEST(http_client, waits_for_nothing_without_an_end) {
    raw_server silent([](raw_connection& client) { client.wait_for_end(); });
    client_options options;
    options.head = milliseconds(30);
    const auto head = fail(silent.url(), options);
    EXPECT_EQ(head.kind, failure::no_answer);
    EXPECT_TRUE(head.is_timeout);

    raw_server halting([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        client.wait_for_end();
    });
    client_options impatient;
    impatient.silence = milliseconds(30);
    const auto body = fail(halting.url(), impatient);
    EXPECT_EQ(body.kind, failure::incomplete_answer);
    EXPECT_TRUE(body.is_timeout);
}

TEST(http_client, ends_early_when_its_task_is_cancelled) {
    raw_server silent([](raw_connection& client) { client.wait_for_end(); });
    on_loop([&]() -> task<void> {
        http_client client(parse_origin(silent.url()));
        cancellation cancelled;
        bool seen = false;
        const auto ask_until_cancelled = [](http_client& asked, cancellation& by, bool& ended
                                         ) -> task<void> {
            co_await cancelled_by(by);
            const auto root = to("/");
            try {
                co_await ask(asked, root);
            } catch (const std::system_error& failed) {
                ended = is_cancellation(failed);
            }
        };
        net::event_loop::current().spawn(ask_until_cancelled(client, cancelled, seen));
        while (silent.accepted() == 0)
            co_await net::sleep_for(milliseconds(1));
        cancelled.cancel();
        while (!seen)
            co_await net::sleep_for(milliseconds(1));
        EXPECT_EQ(client.pool().in_use(), 0U);
    });
}

}  // namespace

}  // namespace microfast::client
