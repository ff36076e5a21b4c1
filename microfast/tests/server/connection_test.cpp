#include <microfast/core/error.hpp>
#include <microfast/net/use_task.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <future>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/parking.hpp"
#include "server/served_test.hpp"

namespace microfast::server {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class connection : public served_test {};

TEST_F(connection, answers_one_request_after_another) {
    auto client = connect();
    for (int i = 0; i < 3; ++i) {
        client.send(get("/hello"));
        const auto answer = client.read();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_THAT(answer.head, HasSubstr("\r\nDate: "));
        EXPECT_THAT(answer.head, Not(HasSubstr("Connection:")));
    }
}

TEST_F(connection, reads_a_head_byte_by_byte) {
    auto client = connect();
    for (const char byte : get("/hello") + post("/echo", "abc"))
        client.send({&byte, 1});
    EXPECT_EQ(client.read().body, "hello");
    EXPECT_EQ(client.read().body, "abc");
}

TEST_F(connection, answers_a_hundred_requests_in_one_segment_in_order) {
    auto client = connect();
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += get("/yield/0/" + std::to_string(i)) + get("/hello");
    client.send(requests);
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(client.read().body, std::to_string(i));
        EXPECT_EQ(client.read().body, "hello");
    }
}

TEST_F(connection, keeps_the_order_of_a_thousand_requests_whose_handlers_end_in_any_order) {
    auto client = connect();
    std::mt19937 random{7};
    std::string requests;
    for (int i = 0; i < 1000; ++i) {
        requests += get("/yield/" + std::to_string(random() % 20) + "/" + std::to_string(i));
    }
    std::thread sender{[&] { client.send(requests); }};
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(client.read().body, std::to_string(i));
    sender.join();
}

TEST_F(connection, runs_safe_requests_beside_each_other) {
    gate first;
    gate second;
    served_.add_gate("/first", first);
    served_.add_gate("/second", second);
    auto client = connect();
    client.send(get("/first") + get("/second"));
    first.wait_until_entered();
    second.wait_until_entered();
    second.open();
    first.open();
    EXPECT_EQ(client.read().body, "passed");
    EXPECT_EQ(client.read().body, "passed");
}

TEST_F(connection, runs_an_unsafe_request_alone) {
    std::vector<std::string> events;  // of one loop; read after the last answer
    gate waits;
    served_.add_coroutine(
        http::method::get,
        "/slow",
        [&](http::request&, http::response&) -> task<void> {
            events.emplace_back("slow begins");
            co_await waits.pass();
            events.emplace_back("slow ends");
        }
    );
    served_.add_plain(http::method::post, "/write", [&](http::request&, http::response&) {
        events.emplace_back("write");
    });
    served_.add_plain(http::method::get, "/read", [&](http::request&, http::response&) {
        events.emplace_back("read");
    });
    auto client = connect();
    client.send(get("/slow") + post("/write", "x") + get("/read"));
    waits.wait_until_entered();
    waits.open();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(client.read().status, 200);
    EXPECT_THAT(events, ElementsAre("slow begins", "slow ends", "write", "read"));
}

TEST_F(connection, closes_after_the_answer_when_the_client_says_so) {
    auto client = connect();
    client.send(get("/hello", "Connection: close\r\n") + get("/hello"));
    const auto last = client.read();
    EXPECT_EQ(last.body, "hello");
    EXPECT_TRUE(last.has_line("Connection: close"));
    client.close_sending();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(connection, keeps_http_1_0_open_only_on_request) {
    auto closing = connect();
    closing.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(closing.read().has_line("Connection: close"));
    EXPECT_EQ(closing.read_to_end(), "");

    auto kept = connect();
    kept.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(kept.read().has_line("Connection: keep-alive"));
    kept.send("GET /hello HTTP/1.0\r\n\r\n");
    EXPECT_EQ(kept.read().body, "hello");
}

TEST_F(connection, answers_head_with_the_length_and_no_body) {
    auto client = connect();
    client.send("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_TRUE(client.read(body_of_answer::absent).has_line("Content-Length: 5"));
    client.send("HEAD /yield/2/abc HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_TRUE(client.read(body_of_answer::absent).has_line("Content-Length: 3"));
    client.send(get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(connection, answers_a_client_that_has_closed_its_sending_side) {
    auto client = connect();
    client.send(get("/yield/3/late"));
    client.close_sending();
    EXPECT_THAT(client.read_to_end(), HasSubstr("\r\n\r\nlate"));
}

TEST_F(connection, gives_a_slow_reader_everything) {
    auto client = connect();
    const std::size_t size = 3'000'000;
    std::string requests;
    for (int i = 0; i < 4; ++i)
        requests += get("/repeat/" + std::to_string(size)) + get("/hello");
    client.send(requests);
    expect_still_serving();
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(client.read().body, std::string(size, 'x'));
        EXPECT_EQ(client.read().body, "hello");
    }
}

TEST_F(connection, stops_running_requests_of_a_client_that_does_not_read) {
    int calls = 0;
    served_.add_plain(http::method::get, "/large", [&](http::request&, http::response& response) {
        ++calls;
        response.set_text(std::string(1'000'000, 'x'));
    });
    auto client = connect();
    constexpr int requests = 200;
    std::string bytes;
    for (int i = 0; i < requests; ++i)
        bytes += get("/large");
    client.send(bytes);
    expect_still_serving();
    client.reset();
    served_.stop();
    EXPECT_LT(calls, requests);
}

TEST_F(connection, survives_a_reset_while_answers_are_under_way) {
    auto client = connect();
    client.send(get("/repeat/30000000"));
    client.reset();
    expect_still_serving();
}

class connection_resumed_by_another : public connection {
protected:
    connection_resumed_by_another() {
        served_.add_coroutine(
            http::method::get,
            "/park",
            [this](http::request&, http::response& response) { return park(response); }
        );
        served_.add_plain(
            http::method::get,
            "/wake",
            [this](http::request& request, http::response& response) {
                parking_.resume_all();
                response.set_text("woken by " + std::string{request.header("X-Name").value_or("")});
            }
        );
    }

    task<void> park(http::response& response) {
        co_await parking_;
        response.set_text("parked");
    }

    parking parking_;
};

TEST_F(connection_resumed_by_another, keeps_the_answers_of_both_apart) {
    auto resumed = connect();
    resumed.send(get("/park") + get("/hello"));
    parking_.entered.get_future().get();
    auto waking = connect();
    waking.send(post("/echo", "secret") + get("/wake", "X-Name: one\r\n"));
    EXPECT_EQ(waking.read().body, "secret");
    EXPECT_EQ(waking.read().body, "woken by one");
    EXPECT_EQ(resumed.read().body, "parked");
    EXPECT_EQ(resumed.read().body, "hello");
}

TEST_F(connection_resumed_by_another, reads_on_without_touching_the_request_of_that_one) {
    auto resumed = connect();
    constexpr int more_than_may_wait = 100;
    std::string requests = get("/park");
    for (int i = 0; i < more_than_may_wait; ++i)
        requests += get("/hello");
    resumed.send(requests);
    parking_.entered.get_future().get();
    auto waking = connect();
    waking.send(get("/wake", "X-Name: one\r\n"));
    EXPECT_EQ(waking.read().body, "woken by one");
    EXPECT_EQ(resumed.read().body, "parked");
    for (int i = 0; i < more_than_may_wait; ++i)
        EXPECT_EQ(resumed.read().body, "hello");
}

TEST_F(connection, lets_a_coroutine_end_whose_client_has_gone) {
    gate waits;
    served_.add_gate("/wait", waits);
    auto client = connect();
    client.send(get("/wait"));
    waits.wait_until_entered();
    client.reset();
    expect_still_serving();
    waits.open();
    expect_still_serving();
}

TEST_F(connection, answers_what_handlers_throw_with_problems_that_tell_nothing) {
    served_.add_plain(http::method::get, "/plain", [](http::request&, http::response&) {
        throw std::runtime_error{"the password is 1234"};
    });
    served_.add_coroutine(
        http::method::get,
        "/coroutine",
        [](http::request&, http::response& response) -> task<void> {
            response.set_text("half an answer");
            co_await asio::post(net::event_loop::current().executor(), net::use_task);
            throw std::runtime_error{"the password is 1234"};
        }
    );
    served_.add_plain(http::method::get, "/refusing", [](http::request&, http::response&) {
        throw http_error{409, "there is one already"};
    });
    auto client = connect();
    client.send(get("/plain") + get("/coroutine") + get("/refusing"));
    for (int i = 0; i < 2; ++i) {
        const auto failure = client.read();
        EXPECT_EQ(failure.status, 500);
        EXPECT_THAT(failure.body, Not(HasSubstr("1234")));
        EXPECT_THAT(failure.body, Not(HasSubstr("half")));
    }
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 409);
    EXPECT_THAT(refusal.body, HasSubstr("there is one already"));
}

TEST_F(connection, answers_500_for_a_status_that_no_answer_or_error_has) {
    const auto number = [](const http::request& request) {
        const auto digits = request.header("X-Status").value_or("");
        int status = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), status);
        return status;
    };
    served_.add_plain(
        http::method::get,
        "/answer",
        [&](http::request& request, http::response& response) {
            response.set_text("body");
            response.status = number(request);
        }
    );
    served_.add_plain(http::method::get, "/throw", [&](http::request& request, http::response&) {
        throw http_error{number(request), "detail"};
    });
    auto client = connect();
    for (const std::string status : {"0", "100", "101", "600"}) {
        client.send(get("/answer", "X-Status: " + status + "\r\n") + get("/hello"));
        EXPECT_EQ(client.read().status, 500) << status;
        EXPECT_EQ(client.read().body, "hello");
    }
    for (const std::string status : {"0", "101", "200", "302", "600"}) {
        client.send(get("/throw", "X-Status: " + status + "\r\n") + get("/hello"));
        EXPECT_EQ(client.read().status, 500) << status;
        EXPECT_EQ(client.read().body, "hello");
    }
}

}  // namespace

}  // namespace microfast::server
