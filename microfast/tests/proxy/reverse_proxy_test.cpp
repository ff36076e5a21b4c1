#include <microfast/core/error.hpp>
#include <microfast/net/sleep.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "proxy/proxy_harness.hpp"

namespace microfast::proxy {

namespace {

using server::test_client;
using testing::HasSubstr;

TEST(reverse_proxy, says_what_is_wrong_with_its_options) {
    EXPECT_THROW(reverse_proxy({}), error);
    EXPECT_THROW(reverse_proxy(to_servers({"https://a"})), error);
    auto options = to_servers({"http://a"});
    options.upstreams[0].weight = 0;
    EXPECT_THROW(reverse_proxy{options}, error);
    options.upstreams[0].weight = 1;
    options.active.path = "readyz";
    EXPECT_THROW(reverse_proxy{options}, error);
    options.active = {.path = "/", .interval = std::chrono::milliseconds(0)};
    EXPECT_THROW(reverse_proxy{options}, error);
    options.active = {};
    for (const auto* const prefix : {"api", "/api/"}) {
        options.strip_prefix = prefix;
        EXPECT_THROW(reverse_proxy{options}, error);
    }
    options.strip_prefix = "/api";
    EXPECT_NO_THROW(reverse_proxy{options});
    options.client.pool.connections = 0;
    EXPECT_THROW(reverse_proxy{options}, error);
}

TEST(reverse_proxy, passes_requests_and_answers_on) {
    const named_server server("a");
    const proxy_server proxy(to_servers({server.url()}));
    const auto hello = proxy.get("/hello");
    EXPECT_EQ(hello.status, 200);
    EXPECT_EQ(hello.body, "hello");
    EXPECT_TRUE(hello.has_line("Via: 1.1 microfast"));
    EXPECT_TRUE(hello.has_line("Content-Length: 5"));
    EXPECT_EQ(proxy.ask(server::post("/echo", "a body")).body, "a body");
    EXPECT_EQ(proxy.get("/nothing").status, 404);
    EXPECT_EQ(proxy.get("/").status, 404);  // of the server, by way of the tail
    EXPECT_THAT(proxy.get("/").head, HasSubstr("Via: "));
}

TEST(reverse_proxy, answers_head_with_the_length_and_no_body) {
    const named_server server("a");
    const proxy_server proxy(to_servers({server.url()}));
    test_client client(proxy.port());
    client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n" + server::get("/hello"));
    const auto head = client.read(server::body_of_answer::absent);
    EXPECT_TRUE(head.has_line("Content-Length: 5"));
    EXPECT_EQ(client.read().body, "hello");
}

TEST(reverse_proxy, streams_large_bodies_both_ways) {
    server::test_server upload;
    upload.add_coroutine(
        http::method::post,
        "/upload",
        [](http::request& asked, http::response& answer) -> task<void> {
            std::size_t size = 0;
            auto& body = *asked.body_stream();
            for (auto piece = co_await body.read(); !piece.empty(); piece = co_await body.read())
                size += piece.size();
            answer.set_text(std::to_string(size));
        },
        {.body_limit = byte_count{std::size_t{64} << 20U}, .streams_body = true}
    );
    upload.start();
    reverse_proxy proxy(to_servers({"http://127.0.0.1:" + std::to_string(upload.port())}));
    application app;
    proxy.add_routes(app, "/{path*}");
    auto options = server::test_options();
    options.limits.body = byte_count{std::size_t{64} << 20U};
    app.start(options);
    test_client client(app.port());
    const std::string body(20'000'000, 'x');
    client.send(server::post("/upload", body));
    EXPECT_EQ(client.read().body, "20000000");
    client.send(
        "POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    );
    EXPECT_EQ(client.read().body, "5");
    client.send(server::get("/repeat/20000000"));
    EXPECT_EQ(client.read().body.size(), 20'000'000U);
    app.stop();
}

TEST(reverse_proxy, takes_servers_in_turn_and_by_weight) {
    const named_server a("a");
    const named_server b("b");
    auto options = to_servers({a.url(), b.url()});
    options.upstreams[0].weight = 2;
    const proxy_server proxy(options);
    std::string order;
    for (int i = 0; i < 6; ++i)
        order += proxy.get("/name").body;
    EXPECT_EQ(order, "abaaba");
}

TEST(reverse_proxy, sends_a_key_to_the_same_server) {
    const named_server a("a");
    const named_server b("b");
    const named_server c("c");
    for (const auto part : {sticky_key::part::cookie, sticky_key::part::header}) {
        auto options = to_servers({a.url(), b.url(), c.url()});
        options.policy = balancing::ring;
        options.key = {part, part == sticky_key::part::cookie ? "user" : "X-User"};
        const proxy_server proxy(options);
        std::set<std::string> seen;
        for (int user = 0; user < 30; ++user) {
            const auto number = std::to_string(user);
            const auto lines = "Cookie: a=1; user=" + number + "\r\nX-User: " + number + "\r\n";
            const auto first = proxy.get("/name", lines).body;
            EXPECT_EQ(proxy.get("/name", lines).body, first);
            seen.insert(first);
        }
        EXPECT_EQ(seen.size(), 3U);
        const auto without = proxy.get("/name").body;
        EXPECT_EQ(proxy.get("/name").body, without);  // the address of the client
    }
}

TEST(reverse_proxy, repeats_on_another_server_and_leaves_out_who_fails) {
    const named_server living("living");
    auto options = to_servers({closed_url(), living.url()});
    const proxy_server proxy(options);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(proxy.get("/name").body, "living");
    // Nothing was sent to who could not be reached, so this may be repeated as well.
    EXPECT_EQ(proxy.ask(server::post("/echo", "kept")).body, "kept");
    const auto closed = options.upstreams.front().url.substr(7);
    EXPECT_THAT(
        proxy.metrics(), testing::Not(HasSubstr("ejections_total{upstream=\"" + closed + "\"} 0"))
    );
    EXPECT_THAT(
        proxy.metrics(), testing::Not(HasSubstr("failures_total{upstream=\"" + closed + "\"} 2"))
    );
}

TEST(reverse_proxy, asks_servers_how_they_are_and_comes_back_to_them) {
    std::atomic<bool> is_fine = true;
    named_server steady("steady");
    server::test_server moody;
    moody.add_plain(http::method::get, "/name", [](http::request&, http::response& answer) {
        answer.set_text("moody");
    });
    moody.add_plain(http::method::get, "/readyz", [&](http::request&, http::response& answer) {
        answer.status = is_fine ? 200 : 503;
    });
    steady.stop();  // is down from the start
    moody.start();
    auto options = to_servers({steady.url(), "http://127.0.0.1:" + std::to_string(moody.port())});
    options.active.path = "/readyz";
    options.active.interval = std::chrono::milliseconds(5);
    options.passive.failures = 1'000;
    const proxy_server proxy(options);
    EXPECT_EQ(proxy.get("/name").body, "moody");
    EXPECT_TRUE(comes_true([&] {
        return proxy.metrics().find("loops_up{upstream=\"" + steady.url().substr(7) + "\"} 0") !=
               std::string::npos;
    }));
    is_fine = false;
    EXPECT_TRUE(comes_true([&] { return proxy.get("/name").status == 503; }));
    EXPECT_TRUE(proxy.get("/name").has_line("Retry-After: 1"));
    is_fine = true;
    EXPECT_TRUE(comes_true([&] { return proxy.get("/name").body == "moody"; }));
}

TEST(reverse_proxy, loses_nothing_idempotent_when_a_server_is_stopped_under_load) {
    named_server a("a");
    const named_server b("b");
    const named_server c("c");
    const proxy_server proxy(to_servers({a.url(), b.url(), c.url()}));
    std::atomic<bool> is_over = false;
    std::atomic<int> answered = 0;
    std::atomic<int> failed = 0;
    std::array<std::thread, 4> clients;
    for (auto& each : clients) {
        each = std::thread([&] {
            test_client client(proxy.port());
            while (!is_over) {
                client.send(server::get("/name"));
                if (client.read().status != 200) ++failed;
                ++answered;
            }
        });
    }
    EXPECT_TRUE(comes_true([&] { return answered > 200; }));
    a.stop();
    const int then = answered;
    EXPECT_TRUE(comes_true([&] { return answered > then + 500; }));
    is_over = true;
    for (auto& each : clients)
        each.join();
    EXPECT_EQ(failed, 0);
}

TEST(reverse_proxy, answers_what_was_accepted_before_it_stops) {
    server::gate gate;
    server::test_server slow;
    slow.add_gate("/slow", gate);
    slow.start();
    proxy_server proxy(to_servers({"http://127.0.0.1:" + std::to_string(slow.port())}));
    test_client client(proxy.port());
    client.send(server::get("/slow"));
    gate.wait_until_entered();
    std::thread stopping([&] { proxy.stop(); });
    gate.open();
    EXPECT_EQ(client.read().body, "passed");
    stopping.join();
}

TEST(reverse_proxy, ends_while_answers_are_under_way) {
    raw_server halting([](raw_connection& client) {
        (void)client.read_head();
        client.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
        client.wait_for_end();
    });
    reverse_proxy proxy(to_servers({halting.url()}));
    application app;
    proxy.add_routes(app, "/{path*}");
    auto options = server::test_options();
    options.shutdown.deadline = std::chrono::milliseconds(50);
    app.start(options);
    test_client client(app.port());
    client.send(server::get("/"));
    EXPECT_GT(client.receive_some(), 0U);
    app.stop();
}

}  // namespace

}  // namespace microfast::proxy
