/// Conduct 68 to 90: connections, their ends, and what comes before an answer.
/// Source: RFC 9112, section 9; RFC 9110, sections 7.8, 10.1.1 and 15.2.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "conduct/conduct.hpp"

namespace microfast::conduct {

namespace {

using std::chrono::milliseconds;
using testing::AnyOf;
using namespace std::string_literals;

TEST(conduct, n068_keeps_connections_as_the_version_says) {
    expect_answered({{"1.1", get("/hello")}}, {200});
    wire old(the_server().port());
    old.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(old.read().status, 200);
    EXPECT_TRUE(old.is_closed());
    wire kept(the_server().port());
    for (int i = 0; i < 2; ++i) {
        kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_EQ(kept.read().field("Connection"), "keep-alive");
    }
}

void expect_last(const std::string& lines) {
    SCOPED_TRACE(lines);
    wire client(the_server().port());
    client.send(get("/hello", lines) + get("/hello"));
    const auto last = client.read();
    EXPECT_EQ(last.status, 200);
    EXPECT_EQ(last.field("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n069_closes_when_it_is_told_to_and_says_so) {
    expect_last("Connection: close\r\n");
    expect_last("Connection: CLOSE\r\n");
    expect_last("Connection: x, Close ,y\r\n");
    expect_last("Connection: x\r\nConnection: close\r\n");
}

TEST(conduct, n070_closes_where_both_are_said) {
    expect_last("Connection: keep-alive, close\r\n");
    expect_last("Connection: close, keep-alive\r\n");
}

TEST(conduct, n071_answers_a_hundred_pipelined_requests_in_order) {
    std::string requests = get("/yield/50/first");
    for (int i = 1; i < 100; ++i)
        requests += get("/repeat/" + std::to_string(i));
    wire client(the_server().port());
    client.send(requests);
    EXPECT_EQ(client.read().body, "first");
    for (std::size_t i = 1; i < 100; ++i)
        EXPECT_EQ(client.read().body.size(), i);
}

TEST(conduct, n072_runs_nothing_unsafe_before_what_came_first) {
    wire client(the_server().port());
    client.send(line("PUT /value/old HTTP/1.1"));
    EXPECT_EQ(client.read().status, 204);
    client.send(
        get("/yield/20/a") + get("/value") + line("PUT /value/new HTTP/1.1") + get("/value")
    );
    EXPECT_EQ(client.read().body, "a");
    EXPECT_EQ(client.read().body, "old");
    EXPECT_EQ(client.read().status, 204);
    EXPECT_EQ(client.read().body, "new");
}

TEST(conduct, n073_answers_a_client_that_sends_no_more) {
    for (const auto* const path : {"/hello", "/yield/20/later"}) {
        wire client(the_server().port());
        client.send(get(path));
        client.end();
        EXPECT_EQ(client.read().status, 200) << path;
        EXPECT_TRUE(client.is_closed());
    }
}

TEST(conduct, n074_survives_a_reset_in_the_middle_of_an_answer) {
    for (int i = 0; i < 20; ++i) {
        wire client(the_server().port());
        client.send(get("/repeat/3000000") + get("/yield/20/a") + get("/hello"));
        client.reset();
    }
    EXPECT_EQ(ask(get("/hello")).body, "hello");
}

TEST(conduct, n075_lets_a_client_read_why_its_upload_was_refused) {
    wire client(the_server().port());
    client.send(post("/limited", "Content-Length: 500000\r\n"));
    client.send_what_is_taken(std::string(500'000, 'x'));
    EXPECT_EQ(client.read().status, 413);
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n076_closes_idle_connections_in_silence) {
    auto options = server::test_options();
    options.limits.idle_timeout = milliseconds{50};
    const served impatient(options);
    wire silent(impatient.port());
    EXPECT_TRUE(silent.is_closed());
    bool is_answered = false;
    for (int attempt = 0; attempt < 100 && !is_answered; ++attempt) {
        try {
            wire client(impatient.port());
            client.send(get("/hello"));
            EXPECT_EQ(client.read().status, 200);
            EXPECT_TRUE(client.is_closed());
            is_answered = true;
        } catch (const std::runtime_error&) {
            // Connecting took so long on this machine that the connection was idle already.
        }
    }
    EXPECT_TRUE(is_answered);
}

TEST(conduct, n077_gives_up_on_a_head_that_does_not_end) {
    auto options = server::test_options();
    options.limits.header_deadline = milliseconds{100};
    const served impatient(options);
    wire client(impatient.port());
    client.send("GET /hello HTTP/1.1\r\nX");
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n078_asks_for_a_rate_of_a_body) {
    auto options = server::test_options();
    options.limits.body_grace = milliseconds{50};
    options.limits.minimum_body_rate = 100_KiB;
    const served impatient(options);
    wire client(impatient.port());
    client.send(post("/echo", "Content-Length: 100000\r\n", std::string(1'000, 'x')));
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n079_counts_the_time_of_a_head_from_its_first_byte) {
    auto options = server::test_options();
    options.limits.header_deadline = milliseconds{200};
    const served impatient(options);
    wire client(impatient.port());
    const auto start = std::chrono::steady_clock::now();
    const std::string endless(15'000, 'x');
    // One byte after another keeps the connection busy, which must not buy it time.
    client.send("GET /hello HTTP/1.1\r\nX: ");
    for (const char byte : endless) {
        client.send_what_is_taken({&byte, 1});
        if (std::chrono::steady_clock::now() - start > milliseconds{250}) break;
    }
    EXPECT_THAT(client.read().status, AnyOf(408, 431));
    EXPECT_TRUE(client.is_closed());
}

TEST(conduct, n080_announces_the_last_answer_of_a_connection) {
    auto options = server::test_options();
    options.connections.requests = 3;
    const served sparing(options);
    wire client(sparing.port());
    for (int i = 0; i < 2; ++i) {
        client.send(get("/hello"));
        EXPECT_EQ(client.read().field("Connection"), std::nullopt);
    }
    client.send(get("/hello"));
    EXPECT_EQ(client.read().field("Connection"), "close");
    EXPECT_TRUE(client.is_closed());
    options = server::test_options();
    options.connections.age = milliseconds{0};
    const served renewing(options);
    wire aged(renewing.port());
    aged.send(get("/hello"));
    EXPECT_EQ(aged.read().field("Connection"), "close");
    EXPECT_TRUE(aged.is_closed());
}

TEST(conduct, n081_makes_room_for_new_connections) {
    auto options = server::test_options();
    options.connections.connections = 2;
    const served small(options);
    std::vector<std::unique_ptr<wire>> clients;
    for (int i = 0; i < 6; ++i) {
        auto& client = *clients.emplace_back(std::make_unique<wire>(small.port()));
        client.send(get("/hello"));
        EXPECT_THAT(client.read().status, AnyOf(200, 503));
    }
}

TEST(conduct, n082_says_continue_to_who_waits_for_it_and_not_before_a_refusal) {
    wire client(the_server().port());
    client.send(post("/echo", "Content-Length: 5\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(client.read().status, 100);
    client.send("hello" + get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
    EXPECT_EQ(client.read().body, "hello");
    for (const auto& [path, status] : {std::pair{"/none", 404}, {"/limited", 413}}) {
        wire refused(the_server().port());
        refused.send(post(path, "Content-Length: 2000\r\nExpect: 100-continue\r\n"));
        EXPECT_EQ(refused.read().status, status);
        EXPECT_TRUE(refused.is_closed());
    }
}

TEST(conduct, n083_says_nothing_to_who_does_not_wait) {
    expect_answered(
        {{"body at once", post("/echo", "Content-Length: 5\r\nExpect: 100-continue\r\n", "hello")}},
        {200}
    );
}

TEST(conduct, n084_says_no_continue_to_http_1_0) {
    EXPECT_EQ(
        ask("POST /echo HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello").status,
        200
    );
}

TEST(conduct, n085_fails_other_expectations) {
    EXPECT_EQ(ask(get("/hello", "Expect: foo\r\n")).status, 417);
    EXPECT_EQ(ask(get("/hello", "Expect: 100-continue, foo\r\n")).status, 417);
}

TEST(conduct, n087_answers_normally_to_upgrades_it_does_not_do) {
    expect_answered(
        {{"unknown", get("/hello", "Connection: upgrade\r\nUpgrade: foo\r\n")},
         {"without connection", get("/hello", "Upgrade: websocket\r\n")},
         {"WebSocket where none is",
          get("/hello",
              "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")}},
        {200}
    );
    EXPECT_EQ(
        ask("GET /hello HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: foo\r\n\r\n").status, 200
    );
}

TEST(conduct, n090_ignores_an_upgrade_to_h2c) {
    expect_answered(
        {{"h2c",
          get("/hello",
              "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"
          )}},
        {200}
    );
}

}  // namespace

}  // namespace microfast::conduct
