#include <microfast/net/use_task.hpp>

#include <asio/post.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/served_test.hpp"

namespace microfast::server {

namespace {

using testing::HasSubstr;
using testing::Not;

class connection_requests : public served_test {};

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

TEST_F(connection_requests, reads_no_further_than_the_pipelining_limit) {
    auto options = test_options();
    options.limits.pipelined_requests = 2;
    test_server served{options};
    gate waits;
    int calls = 0;  // read after the last answer
    served.add_gate("/wait", waits);
    served.add_plain(http::method::get, "/count", [&](http::request&, http::response& response) {
        response.set_text(std::to_string(++calls));
    });
    served.start();
    test_client client{served.port()};
    client.send(get("/wait") + get("/count") + get("/count") + get("/count"));
    waits.wait_until_entered();
    test_client other{served.port()};
    other.send(get("/count"));
    EXPECT_EQ(other.read().body, "2");  // one of the waiting connection has run, two have not
    waits.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().body, "1");
    EXPECT_EQ(client.read().body, "3");
    EXPECT_EQ(client.read().body, "4");
}

TEST_F(connection_requests, reads_no_further_than_the_limit_of_all_bodies) {
    auto options = test_options();
    options.limits.pipelined_bodies = 1_KiB;
    test_server served{options};
    gate waits;
    int calls = 0;  // read after the last answer
    served.add_gate("/wait", waits);
    served.add_plain(http::method::get, "/count", [&](http::request&, http::response& response) {
        response.set_text(std::to_string(++calls));
    });
    served.start();
    test_client client{served.port()};
    const auto counted = [](std::size_t size) {
        return "GET /count HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(size) +
               "\r\n\r\n" + std::string(size, 'x');
    };
    client.send(get("/wait") + counted(600) + counted(600) + counted(600));
    waits.wait_until_entered();
    test_client other{served.port()};
    other.send(get("/count"));
    EXPECT_EQ(other.read().body, "3");  // two of the waiting connection have run, one has not
    waits.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().body, "1");
    EXPECT_EQ(client.read().body, "2");
    EXPECT_EQ(client.read().body, "4");
}

TEST_F(connection_requests, reads_bodies_of_both_framings_in_any_pieces) {
    const std::string chunked =
        "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\nabc\r\n4;a=b\r\ndefg\r\n0\r\n\r\n";
    const std::string requests = post("/echo", "12345") + chunked + get("/hello");
    for (std::size_t piece = 1; piece < requests.size(); piece += 7) {
        auto client = connect();
        for (std::size_t at = 0; at < requests.size(); at += piece) {
            client.send(std::string_view{requests}.substr(at, piece));
        }
        EXPECT_EQ(client.read().body, "12345");
        EXPECT_EQ(client.read().body, "abcdefg");
        EXPECT_EQ(client.read().body, "hello");
    }
}

TEST_F(connection_requests, gives_a_coroutine_handler_a_request_that_stays) {
    served_.add_coroutine(
        http::method::post,
        "/later/{name}",
        [](http::request& request, http::response& response) -> task<void> {
            co_await asio::post(net::event_loop::current().executor(), net::use_task);
            const auto tag = request.header("X-Tag").value_or("none");
            response.set_text(
                std::string{request.parameter("name")} + " " + std::string{tag} + " " +
                std::string{request.body()}
            );
        }
    );
    auto client = connect();
    client.send(
        post("/later/first%20one", "body", "X-Tag: t\r\n") + post("/later/2", "") + get("/hello")
    );
    EXPECT_EQ(client.read().body, "first one t body");
    EXPECT_EQ(client.read().body, "2 none ");
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(connection_requests, forgets_the_body_of_the_request_before) {
    auto client = connect();
    client.send(post("/echo", "secret"));
    EXPECT_EQ(client.read().body, "secret");
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.read().body, "");
}

TEST_F(connection_requests, refuses_a_large_body_before_reading_it) {
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 999999999999\r\n\r\n");
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 413);
    EXPECT_TRUE(refusal.has_line("Connection: close"));
}

TEST_F(connection_requests, refuses_a_chunked_body_where_it_crosses_the_limit_of_its_route) {
    served_.add_plain(
        http::method::put, "/small", [](http::request&, http::response&) {}, {.body_limit = 10_B}
    );
    const std::string head =
        "PUT /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    auto accepted = connect();
    accepted.send(head + "a\r\n0123456789\r\n0\r\n\r\n");
    EXPECT_EQ(accepted.read().status, 200);
    auto refused = connect();
    refused.send(head + "a\r\n0123456789\r\n1\r\nx");
    EXPECT_EQ(refused.read().status, 413);
}

TEST_F(connection_requests, answers_what_is_inside_a_refused_body_with_nothing) {
    auto client = connect();
    client.send(
        "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 99999999\r\n\r\n" + get("/hello")
    );
    client.close_sending();
    EXPECT_EQ(count(client.read_to_end(), "HTTP/1.1 "), 1U);
}

TEST_F(connection_requests, lets_a_client_send_on_and_read_the_refusal_of_its_upload) {
    auto client = connect();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 2000000\r\n\r\n");
    EXPECT_EQ(client.read().status, 413);
    EXPECT_EQ(client.read_to_end(), "");  // the server sends no more, but it listens
    EXPECT_TRUE(client.try_send(std::string(500'000, 'x')));
    EXPECT_TRUE(client.try_send("y"));
}

TEST_F(connection_requests, refuses_a_malformed_head_and_closes) {
    auto client = connect();
    client.send("GET  / HTTP/1.1\r\nHost: test\r\n\r\n" + get("/hello"));
    EXPECT_EQ(client.read().status, 400);
    client.close_sending();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(connection_requests, refuses_a_head_above_the_limit) {
    auto client = connect();
    client.send("GET / HTTP/1.1\r\nHost: test\r\nX: " + std::string(20'000, 'x'));
    EXPECT_EQ(client.read().status, 431);
}

TEST_F(connection_requests, refuses_endless_empty_lines) {
    auto client = connect();
    std::string lines;
    while (lines.size() < 40'000)
        lines += "\r\n";
    client.try_send(lines);
    EXPECT_EQ(client.read().status, 400);
}

TEST_F(connection_requests, sends_continue_only_to_a_client_that_waits_for_it) {
    const std::string head =
        "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
    auto client = connect();
    client.send(head);
    EXPECT_EQ(client.read().status, 100);
    client.send("abc");
    EXPECT_EQ(client.read().body, "abc");
    client.send(head + "def");
    EXPECT_EQ(client.read().body, "def");
}

TEST_F(connection_requests, sends_continue_in_its_turn) {
    gate waits;
    served_.add_gate("/wait", waits);
    auto client = connect();
    client.send(
        get("/wait") +
        "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    );
    waits.wait_until_entered();
    waits.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().status, 100);
    client.send("abc");
    EXPECT_EQ(client.read().body, "abc");
}

TEST_F(connection_requests, answers_an_expectation_it_will_not_meet_without_continue) {
    const std::string rest = "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n";
    auto client = connect();
    client.send("POST /nowhere HTTP/1.1\r\nHost: test\r\n" + rest);
    const auto not_found = client.read();
    EXPECT_EQ(not_found.status, 404);
    EXPECT_TRUE(not_found.has_line("Connection: close"));

    auto other = connect();
    other.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nExpect: foo\r\n\r\n");
    EXPECT_EQ(other.read().status, 417);
}

TEST_F(connection_requests, refuses_head_without_a_body) {
    const std::string host = " HTTP/1.1\r\nHost: test\r\n";
    const std::string chunks = "Transfer-Encoding: chunked\r\n\r\n";
    const std::pair<int, std::string> refused[] = {
        {400, "HEAD / HTTP/1.1\r\n\r\n"},
        {400, "HEAD /" + host + chunks + "not a size\r\n"},
        {413, "HEAD /" + host + "Content-Length: 999999999\r\n\r\n"},
        {414, "HEAD /" + std::string(9'000, 'x') + host + "\r\n"},
        {414, "HEAD /" + std::string(9'000, 'x')},
        {417, "HEAD /" + host + "Expect: more\r\n\r\n"},
        {431, "HEAD /" + host + "X: " + std::string(20'000, 'x')},
    };
    for (const auto& [status, bytes] : refused) {
        auto client = connect();
        client.send(bytes);
        client.close_sending();
        EXPECT_EQ(client.read(body_of_answer::absent).status, status) << bytes;
        EXPECT_EQ(client.read_to_end(), "") << bytes;
    }
}

TEST_F(connection_requests, reads_the_body_of_a_request_without_a_route_and_goes_on) {
    auto client = connect();
    client.send(post("/nowhere", "GET /hello HTTP/1.1\r\n\r\n") + get("/hello"));
    EXPECT_EQ(client.read().status, 404);
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(connection_requests, calls_no_handler_for_a_body_that_ends_early) {
    bool called = false;
    served_.add_plain(http::method::put, "/part", [&](http::request&, http::response&) {
        called = true;
    });
    auto client = connect();
    client.send("PUT /part HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nabc");
    client.close_sending();
    EXPECT_EQ(client.read().status, 400);
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_FALSE(called);
}

}  // namespace

}  // namespace microfast::server
