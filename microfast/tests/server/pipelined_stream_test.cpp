#include <microfast/http/body_stream.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/post.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "server/scripted_source.hpp"
#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

const routing::route_options streams{.streams_body = true};

/// Gives back what it reads of a request, as it arrives.
std::unique_ptr<http::body_source> echo(http::body_stream& body) {
    return std::make_unique<scripted_source>([&body](std::string& into) -> task<bool> {
        const auto piece = co_await body.read();
        into += piece;
        co_return !piece.empty();
    });
}

/// What stands on the wire around the body of a streamed answer.
class pipelined_stream : public testing::Test {
protected:
    pipelined_stream() {
        served_.add_source("/pieces", [](http::request&) {
            return pieces({"one ", "two ", "three"});
        });
        served_.add_coroutine(
            http::method::get,
            "/pieces-later",
            [](http::request&, http::response& response) -> task<void> {
                co_await asio::post(net::event_loop::current().executor(), net::use_task);
                response.source = pieces({"one ", "two ", "three"});
            }
        );
        served_.add_coroutine(
            http::method::post,
            "/echo-as-it-comes",
            [](http::request& request, http::response& response) -> task<void> {
                response.source = echo(*request.body_stream());
                co_return;
            },
            streams
        );
        served_.start();
    }

    test_server served_;
};

TEST_F(pipelined_stream, ends_with_the_connection_whatever_was_asked_behind_it) {
    for (const auto* const behind : {"/hello", "/yield/5/later", "/pieces"}) {
        test_client client{served_.port()};
        client.send(
            "GET /pieces-later HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + get(behind) +
            get("/hello")
        );
        const auto everything = client.read_to_end();
        EXPECT_TRUE(everything.ends_with("\r\n\r\none two three")) << everything;
    }
}

TEST_F(pipelined_stream, lets_a_client_that_sends_on_read_what_ends_with_the_connection) {
    test_client client{served_.port()};
    client.send("GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(client.read_to_end().ends_with("one two three"));
    EXPECT_TRUE(client.try_send(get("/hello")));  // the server listens: no reset takes the answer
    EXPECT_TRUE(client.try_send(get("/hello")));  // from it
}

TEST_F(pipelined_stream, reads_on_while_its_answer_ends_with_the_connection) {
    test_client client{served_.port()};
    client.send("POST /echo-as-it-comes HTTP/1.0\r\nContent-Length: 6\r\n\r\none");
    EXPECT_TRUE(client.read(body_of_answer::absent).has_line("Connection: close"));
    client.send("two");
    EXPECT_EQ(client.read_to_end(), "onetwo");
}

TEST_F(pipelined_stream, is_broken_off_where_the_body_breaks_that_it_is_made_of) {
    test_client client{served_.port()};
    client.send(
        "POST /echo-as-it-comes HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        "3\r\none\r\n"
    );
    EXPECT_GT(client.receive_some(), 0U);
    client.send("no size\r\n");
    EXPECT_FALSE(client.read_to_end().ends_with("0\r\n\r\n"));
}

TEST_F(pipelined_stream, says_continue_before_an_answer_that_reads_the_body) {
    test_client client{served_.port()};
    client.send(get("/pieces"));
    client.send(
        "POST /echo-as-it-comes HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n"
        "Expect: 100-continue\r\n\r\n"
    );
    EXPECT_EQ(client.read().body, "one two three");
    EXPECT_EQ(client.read().status, 100);
    client.send("body");
    EXPECT_EQ(client.read().body, "body");
    client.send(get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
}

}  // namespace

}  // namespace microfast::server
