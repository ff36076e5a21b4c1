#include <microfast/core/error.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/net/use_task.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "server/parking.hpp"
#include "server/scripted_source.hpp"
#include "server/uploading.hpp"

namespace microfast::server {

namespace {

using http::method;
using testing::HasSubstr;
using testing::Not;

class incoming_body : public uploading {};

TEST_F(incoming_body, reaches_its_handler_in_any_framing_and_any_pieces) {
    const std::string requests = upload("/collect", 5) + "12345" + chunked_upload("/collect") +
                                 "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n" + get("/collect") +
                                 get("/hello");
    for (std::size_t piece = 1; piece < requests.size(); piece += 7) {
        auto client = connect();
        for (std::size_t at = 0; at < requests.size(); at += piece)
            client.send(std::string_view{requests}.substr(at, piece));
        EXPECT_EQ(client.read().body, "12345");
        EXPECT_EQ(client.read().body, "abcdefg");
        EXPECT_EQ(client.read().body, "");
        EXPECT_EQ(client.read().body, "hello");
    }
}

TEST_F(incoming_body, is_never_that_of_another_client) {
    gate waits;
    served_.add_gate("/gate", waits);
    auto first = connect();
    first.send(get("/gate") + upload("/echo", 6) + "sec");
    waits.wait_until_entered();
    first.send("ret");
    waits.open();
    static_cast<void>(first.read());
    EXPECT_EQ(first.read().body, "secret");
    auto second = connect();
    second.send(get("/collect") + upload("/collect", 0) + get("/collect"));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(second.read().body, "");
}

TEST_F(incoming_body, lets_its_handler_begin_before_it_is_there) {
    gate begun;
    served_.add_coroutine(
        method::post,
        "/early",
        [&](http::request& request, http::response& response) -> task<void> {
            co_await begun.pass();
            co_await answer_with_body(request, response);
        },
        streamed
    );
    auto client = connect();
    client.send(upload("/early", 8) + "some");
    begun.wait_until_entered();
    begun.open();
    client.send("more" + get("/hello"));
    EXPECT_EQ(client.read().body, "somemore");
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(incoming_body, holds_a_client_up_whose_handler_does_not_read) {
    gate waits;
    constexpr std::size_t size = 64'000'000;
    served_.add_coroutine(
        method::post,
        "/patient",
        [&](http::request& request, http::response& response) -> task<void> {
            co_await waits.pass();
            std::size_t sum = 0;
            std::size_t largest = 0;
            auto& body = *request.body_stream();
            for (auto piece = co_await body.read(); !piece.empty(); piece = co_await body.read()) {
                sum += piece.size();
                largest = std::max(largest, piece.size());
            }
            EXPECT_LT(largest, 200'000U);  // the limit, and what was read when it was crossed
            response.set_text(std::to_string(sum));
        },
        streamed
    );
    auto client = connect();
    client.send(upload("/patient", size));
    std::atomic<std::size_t> sent = 0;
    std::thread sender{[&] {
        const std::string piece(64'000, 'x');
        while (sent < size && client.try_send(piece))
            sent += piece.size();
    }};
    waits.wait_until_entered();
    for (std::size_t before = 1; before != sent;) {
        before = sent;
        for (int i = 0; i < 20; ++i)
            expect_still_serving();
    }
    EXPECT_LT(sent, size / 2);
    waits.open();
    EXPECT_EQ(client.read().body, std::to_string(size));
    sender.join();
}

TEST_F(incoming_body, is_asked_for_by_the_first_read) {
    auto client = connect();
    client.send(upload("/collect", 4, "Expect: 100-continue\r\n"));
    EXPECT_EQ(client.read().status, 100);
    client.send("body");
    EXPECT_EQ(client.read().body, "body");
    client.send(upload("/collect", 4, "Expect: 100-continue\r\n") + "body");
    EXPECT_EQ(client.read().body, "body");  // one that does not wait is not told
}

TEST_F(incoming_body, is_not_asked_for_by_a_handler_that_refuses_it) {
    served_.add_coroutine(
        method::post,
        "/refuse",
        [](http::request&, http::response&) -> task<void> {
            throw http_error{403, "not you"};
            co_return;
        },
        streamed
    );
    auto client = connect();
    client.send(upload("/refuse", 4, "Expect: 100-continue\r\n"));
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 403);
    EXPECT_TRUE(refusal.has_line("Connection: close"));
}

TEST_F(incoming_body, is_thrown_away_where_its_handler_leaves_a_little) {
    served_.add_coroutine(
        method::post,
        "/ignore",
        [](http::request&, http::response& response) -> task<void> {
            response.set_text("ignored");
            co_return;
        },
        streamed
    );
    auto client = connect();
    client.send(upload("/ignore", 300'000));
    EXPECT_EQ(client.read().body, "ignored");
    client.send(std::string(300'000, 'x') + get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
    client.send(upload("/ignore", 99'000'000));
    const auto last = client.read();
    EXPECT_EQ(last.body, "ignored");
    EXPECT_TRUE(last.has_line("Connection: close"));
    client.send(chunked_upload("/ignore"));
    EXPECT_EQ(client.read_to_end(), "");
    auto chunked = connect();
    chunked.send(chunked_upload("/ignore"));
    EXPECT_TRUE(chunked.read().has_line("Connection: close"));
}

TEST_F(incoming_body, gives_its_trailers_at_the_end) {
    served_.add_coroutine(
        method::post,
        "/trailers",
        [](http::request& request, http::response& response) -> task<void> {
            std::string all;
            co_await read_all(*request.body_stream(), all);
            const auto value = request.body_stream()->trailers().find("X-Sum");
            response.set_text(all + " " + std::string{value.value_or("none")});
        },
        streamed
    );
    auto client = connect();
    client.send(chunked_upload("/trailers") + "3\r\nabc\r\n0\r\nX-Sum: 7\r\n\r\n");
    EXPECT_EQ(client.read().body, "abc 7");
}

TEST_F(incoming_body, waits_for_its_turn) {
    gate waits;
    served_.add_gate("/wait", waits);
    auto client = connect();
    const std::string large(300'000, 'x');
    std::thread sender{[&] {
        client.send(get("/wait") + upload("/collect", large.size()) + large + get("/hello"));
    }};
    waits.wait_until_entered();
    expect_still_serving();
    waits.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().body, large);
    EXPECT_EQ(client.read().body, "hello");
    sender.join();
}

TEST_F(incoming_body, may_be_sent_back_while_it_arrives) {
    served_.add_coroutine(
        method::post,
        "/back",
        [](http::request& request, http::response& response) -> task<void> {
            auto& body = *request.body_stream();
            response.source =
                std::make_unique<scripted_source>([&body](std::string& into) -> task<bool> {
                    const auto piece = co_await body.read();
                    into += piece;
                    co_return !piece.empty();
                });
            co_return;
        },
        streamed
    );
    auto client = connect();
    std::string large;
    for (int i = 0; large.size() < 5'000'000; ++i)
        large += std::to_string(i) + " ";
    client.send(upload("/back", large.size()));
    std::thread sender{[&] { client.send(large + get("/hello")); }};
    EXPECT_EQ(client.read().body, large);
    EXPECT_EQ(client.read().body, "hello");
    sender.join();
}

task<void> answer_when_woken(parking& parked, http::request& request, http::response& response) {
    co_await parked;
    co_await answer_with_body(request, response);
}

TEST_F(incoming_body, leaves_the_buffers_to_another_connection_that_wakes_its_handler) {
    parking parked;
    served_.add_coroutine(
        method::post,
        "/park",
        [&](http::request& request, http::response& response) {
            return answer_when_woken(parked, request, response);
        },
        streamed
    );
    served_.add_plain(method::get, "/wake", [&](http::request&, http::response& response) {
        parked.resume_all();
        response.set_text("woken");
    });
    auto client = connect();
    const std::string large(300'000, 'x');
    std::thread sender{[&] { client.send(upload("/park", large.size()) + large + get("/hello")); }};
    parked.entered.get_future().get();
    for (int i = 0; i < 20; ++i)
        expect_still_serving();  // so that the buffer is full
    auto waking = connect();
    waking.send(get("/hello") + get("/wake"));
    EXPECT_EQ(waking.read().body, "hello");
    EXPECT_EQ(waking.read().body, "woken");
    EXPECT_EQ(client.read().body, large);
    EXPECT_EQ(client.read().body, "hello");
    sender.join();
}

}  // namespace

}  // namespace microfast::server
