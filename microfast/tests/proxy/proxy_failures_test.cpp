#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <stdexcept>
#include <vector>

#include "proxy/proxy_harness.hpp"

namespace microfast::proxy {

namespace {

using server::test_client;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

struct broken {
    const char* what;
    const char* bytes;  // what the server says, before it closes
    int status;
};

class broken_servers : public testing::TestWithParam<broken> {};

TEST_P(broken_servers, become_a_problem_that_tells_nothing_of_them) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(GetParam().bytes);
    });
    const proxy_server proxy(to_servers({server.url()}));
    const auto answer = proxy.get("/");
    EXPECT_EQ(answer.status, GetParam().status);
    EXPECT_TRUE(answer.has_line("Content-Type: application/problem+json; charset=utf-8"));
    EXPECT_THAT(answer.body, Not(HasSubstr("127.0.0.1")));
}

INSTANTIATE_TEST_SUITE_P(
    servers,
    broken_servers,
    testing::Values(
        broken{"silence", "", 502},
        broken{"nonsense", "hello\r\n\r\n", 502},
        broken{"half_a_head", "HTTP/1.1 200 OK\r\nContent-", 502},
        broken{
            "two_framings",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            502},
        broken{
            "two_lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            502},
        broken{"injected_line", "HTTP/1.1 200 OK\r\nX: a\nSet-Cookie: b\r\n\r\n", 502},
        broken{"upgrade", "HTTP/1.1 101 Switching Protocols\r\n\r\n", 502}
    ),
    [](const auto& row) { return row.param.what; }
);

class torn_bodies : public testing::TestWithParam<broken> {};

TEST_P(torn_bodies, never_look_whole) {
    raw_server server([](raw_connection& client) {
        (void)client.read_head();
        client.send(GetParam().bytes);
    });
    const proxy_server proxy(to_servers({server.url()}));
    test_client client(proxy.port());
    client.send(server::get("/"));
    EXPECT_THROW((void)client.read(), std::runtime_error);
}

INSTANTIATE_TEST_SUITE_P(
    servers,
    torn_bodies,
    testing::Values(
        broken{"length", "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello", 0},
        broken{
            "no_last_chunk",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            0},
        broken{
            "broken_chunk",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nx\r\n\r\n",
            0},
        broken{
            "longer_chunk",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello!\r\n0\r\n\r\n",
            0}
    ),
    [](const auto& row) { return row.param.what; }
);

TEST(proxy_failures, bytes_behind_an_answer_answer_nobody_else) {
    raw_server server([](raw_connection& client) {
        while (!client.read_head().empty())
            client.send(ok("mine") + ok("smuggled"));
    });
    const proxy_server proxy(to_servers({server.url()}));
    test_client client(proxy.port());
    for (int i = 0; i < 3; ++i) {
        client.send(server::get("/"));
        EXPECT_EQ(client.read().body, "mine");
    }
}

TEST(proxy_failures, slow_servers_are_504) {
    raw_server silent([](raw_connection& client) { client.wait_for_end(); });
    auto options = to_servers({silent.url(), silent.url()});
    options.client.head = milliseconds(30);
    const proxy_server proxy(options);
    EXPECT_EQ(proxy.get("/").status, 504);
    EXPECT_TRUE(comes_true([&] { return silent.accepted() > 0; }));
    EXPECT_EQ(silent.accepted(), 1);  // a wait is not made twice
}

TEST(proxy_failures, busy_servers_are_503) {
    raw_server silent([](raw_connection& client) { client.wait_for_end(); });
    auto options = to_servers({silent.url()});
    options.client.pool.connections = 1;
    options.client.pool.waiting = 0;
    const proxy_server proxy(options);
    test_client first(proxy.port());
    first.send(server::get("/"));
    EXPECT_TRUE(comes_true([&] { return silent.accepted() == 1; }));
    const auto second = proxy.get("/");
    EXPECT_EQ(second.status, 503);
    EXPECT_TRUE(second.has_line("Retry-After: 1"));
}

TEST(proxy_failures, what_is_not_idempotent_is_sent_once) {
    std::atomic<int> heads = 0;
    const auto drop = [&](raw_connection& client) {
        if (!client.read_head().empty()) ++heads;
    };
    raw_server a(drop);
    raw_server b(drop);
    const proxy_server proxy(to_servers({a.url(), b.url()}));
    EXPECT_EQ(proxy.ask(server::post("/", "body")).status, 502);
    EXPECT_EQ(heads, 1);
    EXPECT_EQ(proxy.get("/").status, 502);
    EXPECT_EQ(heads, 3);  // asked both
}

TEST(proxy_failures, an_idempotent_request_is_repeated_with_its_body) {
    raw_server dropping([](raw_connection& client) { (void)client.read_head(); });
    raw_server echoing([](raw_connection& client) {
        EXPECT_THAT(client.read_head(), HasSubstr("PUT /x HTTP/1.1\r\n"));
        client.send(ok(client.read(4)));
    });
    const proxy_server proxy(to_servers({dropping.url(), echoing.url()}));
    const auto answer = proxy.ask("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
    EXPECT_EQ(answer.body, "body");
}

TEST(proxy_failures, retries_have_a_budget) {
    std::atomic<int> heads = 0;
    const auto drop = [&](raw_connection& client) {
        if (!client.read_head().empty()) ++heads;
    };
    raw_server a(drop);
    raw_server b(drop);
    auto options = to_servers({a.url(), b.url()});
    options.retries = {.attempts = 2, .budget = 0, .reserve = 1};
    const proxy_server proxy(options);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(proxy.get("/").status, 502);
    EXPECT_EQ(heads, 4);
}

TEST(proxy_failures, a_server_that_takes_many_requests_along_costs_none_of_them) {
    constexpr int count = 40;
    std::atomic<int> waiting = 0;
    std::promise<void> dies;
    const auto death = dies.get_future().share();
    raw_server dying([&](raw_connection& client) {
        if (client.read_head().empty()) return;
        ++waiting;
        death.wait();
    });
    const named_server living("living");
    const proxy_server proxy(to_servers({dying.url(), living.url()}));
    std::vector<std::unique_ptr<test_client>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<test_client>(proxy.port()));
        clients.back()->send(server::get("/name"));
    }
    EXPECT_TRUE(comes_true([&] { return waiting == count / 2; }));
    dies.set_value();
    for (const auto& each : clients)
        EXPECT_EQ(each->read().body, "living");
}

TEST(proxy_failures, a_client_that_leaves_ends_the_request_to_the_server) {
    std::atomic<bool> has_ended = false;
    raw_server server([&](raw_connection& client) {
        (void)client.read_head();
        client.wait_for_end();
        has_ended = true;
    });
    const proxy_server proxy(to_servers({server.url()}));
    {
        test_client client(proxy.port());
        client.send(server::get("/"));
        EXPECT_TRUE(comes_true([&] { return server.accepted() == 1; }));
        client.reset();
    }
    EXPECT_TRUE(comes_true([&] { return has_ended.load(); }));
    EXPECT_TRUE(comes_true([&] {
        return proxy.metrics().find("requests_active{") != std::string::npos &&
               proxy.metrics().find(
                   "requests_active{upstream=\"" + server.url().substr(7) + "\"} 0"
               ) != std::string::npos;
    }));
}

TEST(proxy_failures, a_client_that_breaks_its_body_off_is_not_passed_on_as_whole) {
    std::atomic<bool> was_whole = true;
    raw_server server([&](raw_connection& client) {
        (void)client.read_head();
        was_whole = !client.read(10).empty();
    });
    {
        const proxy_server proxy(to_servers({server.url()}));
        test_client client(proxy.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
        EXPECT_TRUE(comes_true([&] { return server.accepted() == 1; }));
        client.reset();
        EXPECT_TRUE(comes_true([&] { return !was_whole; }));
    }
}

TEST(proxy_failures, requests_do_not_go_in_circles) {
    const named_server server("a");
    const proxy_server proxy(to_servers({server.url()}));
    std::string lines;
    for (int i = 0; i < 16; ++i)
        lines += "Via: 1.1 again\r\n";
    EXPECT_EQ(proxy.get("/hello", lines).status, 508);
}

}  // namespace

}  // namespace microfast::proxy
