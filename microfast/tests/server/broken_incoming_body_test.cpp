#include <microfast/http/body_stream.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>

#include "server/uploading.hpp"

namespace microfast::server {

namespace {

using http::method;
using testing::HasSubstr;
using testing::Not;

class broken_incoming_body : public uploading {};

TEST_F(broken_incoming_body, never_seems_whole_when_its_client_has_left) {
    auto found = add_reporting();
    auto client = connect();
    client.send(upload("/reports", 10) + "part");
    begun_.get_future().get();
    client.reset();
    EXPECT_EQ(found.get(), 400);
    expect_still_serving();
}

TEST_F(broken_incoming_body, never_seems_whole_when_its_client_sends_no_more) {
    auto found = add_reporting();
    auto client = connect();
    client.send(upload("/reports", 10) + "part");
    client.close_sending();
    EXPECT_EQ(found.get(), 400);
    const auto last = client.read();
    EXPECT_EQ(last.body, "400");
    EXPECT_TRUE(last.has_line("Connection: close"));
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(broken_incoming_body, fails_where_its_framing_breaks_or_a_limit_is_crossed) {
    served_.add_coroutine(
        method::post, "/small", answer_with_body, {.body_limit = 10_B, .streams_body = true}
    );
    const std::pair<int, std::string> refused[] = {
        {400, chunked_upload("/small") + "3\r\nabcd\r\n"},
        {400, chunked_upload("/small") + "no size\r\n"},
        {413, chunked_upload("/small") + "6\r\nabcdef\r\n6\r\n"},
        {413, upload("/small", 11)},
        {431, chunked_upload("/small") + "0\r\nX: " + std::string(9'000, 'x')},
    };
    for (const auto& [status, bytes] : refused) {
        for (const std::size_t first : {std::size_t{60}, bytes.size()}) {
            auto client = connect();
            client.send(bytes.substr(0, first));
            client.send(std::string_view{bytes}.substr(std::min(first, bytes.size())));
            const auto answer = client.read();
            EXPECT_EQ(answer.status, status) << bytes.substr(0, 100);
            EXPECT_TRUE(answer.has_line("Connection: close"));
            EXPECT_EQ(client.read_to_end(), "");
        }
    }
}

class impatient_incoming_body : public uploading {
protected:
    impatient_incoming_body() : uploading(impatient()) {}

    static server_options impatient() {
        auto options = test_options();
        options.limits.handler_deadline = std::chrono::milliseconds{60};
        return options;
    }
};

TEST_F(impatient_incoming_body, leaves_its_handler_the_time_that_the_client_takes) {
    gate waits;
    served_.add_gate("/wait", waits);
    auto client = connect();
    client.send(upload("/collect", 8) + "some");
    auto late = connect();
    late.send(get("/wait"));
    EXPECT_EQ(late.read().status, 503);  // longer than any handler may take
    client.send("more");
    EXPECT_EQ(client.read().body, "somemore");
    waits.open();
    expect_still_serving();  // after the gate is open
}

class slow_incoming_body : public uploading {
protected:
    slow_incoming_body() : uploading(hasty()) {}

    static server_options hasty() {
        auto options = test_options();
        options.limits.body_grace = std::chrono::milliseconds{60};
        options.limits.minimum_body_rate = 1_GiB;
        return options;
    }
};

TEST_F(slow_incoming_body, fails_with_408) {
    auto client = connect();
    client.send(upload("/collect", 8) + "some");
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 408);
    EXPECT_TRUE(refusal.has_line("Connection: close"));
}

TEST_F(slow_incoming_body, is_not_blamed_for_a_handler_that_does_not_read) {
    gate waits;
    served_.add_coroutine(
        method::post,
        "/patient",
        [&](http::request& request, http::response& response) -> task<void> {
            co_await waits.pass();
            co_await answer_with_body(request, response);
        },
        streamed
    );
    auto client = connect();
    const std::string large(300'000, 'x');
    std::thread sender{[&] { client.send(upload("/patient", large.size()) + large); }};
    waits.wait_until_entered();
    auto slow = connect();
    slow.send(upload("/collect", 8));
    EXPECT_EQ(slow.read().status, 408);  // longer than any body may pause
    waits.open();
    EXPECT_EQ(client.read().body, large);
    sender.join();
}

}  // namespace

}  // namespace microfast::server
