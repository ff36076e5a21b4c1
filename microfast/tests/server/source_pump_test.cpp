#include <microfast/http/request_context.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/net/use_task.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/parking.hpp"
#include "server/scripted_source.hpp"
#include "server/served_test.hpp"

namespace microfast::server {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::hours never{24};

class source_pump : public served_test {
protected:
    explicit source_pump(server_options options = test_options())
        : served_test{std::move(options)} {
        served_.add_source("/pieces", [](http::request&) {
            return pieces({"one ", "two ", "three"});
        });
        served_.add_source("/known", [](http::request&) {
            auto source = pieces({"one ", "two"});
            source->announced = 7;
            return source;
        });
        served_.add_source("/endless", [this](http::request&) { return make_endless(); });
    }

    /// Gives 16 KiB whenever it is asked, without ever waiting.
    std::unique_ptr<scripted_source> make_endless() {
        auto source = std::make_unique<scripted_source>([this](std::string& into) -> task<bool> {
            constexpr std::size_t size = 16 * 1024;
            into.append(size, 'x');
            asked_for_ += size;
            co_return true;
        });
        source->on_end = [this] { ended_.set_value(); };
        return source;
    }

    /// Returns when the endless source is not asked any more.
    void wait_until_held_up() {
        std::size_t before = 0;
        do {
            before = asked_for_;
            for (int i = 0; i < 20; ++i)
                expect_still_serving();
        } while (before == 0 || before != asked_for_);
    }

    void wait_until_ended() {
        ASSERT_EQ(
            ended_.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready
        );
    }

    std::atomic<std::size_t> asked_for_ = 0;
    std::promise<void> ended_;
};

TEST_F(source_pump, sends_a_body_of_unknown_size_in_chunks) {
    auto client = connect();
    client.send(get("/pieces") + get("/hello"));
    const auto streamed = client.read();
    EXPECT_EQ(streamed.status, 200);
    EXPECT_EQ(streamed.body, "one two three");
    EXPECT_TRUE(streamed.has_line("Transfer-Encoding: chunked"));
    EXPECT_THAT(streamed.head, Not(HasSubstr("Content-Length")));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, announces_a_size_that_is_known) {
    auto client = connect();
    client.send(get("/known") + get("/hello"));
    const auto streamed = client.read();
    EXPECT_EQ(streamed.body, "one two");
    EXPECT_TRUE(streamed.has_line("Content-Length: 7"));
    EXPECT_THAT(streamed.head, Not(HasSubstr("Transfer-Encoding")));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, ends_an_empty_body) {
    served_.add_source("/nothing", [](http::request&) { return pieces({}); });
    served_.add_source("/nothing-known", [](http::request&) {
        auto source = pieces({});
        source->announced = 0;
        return source;
    });
    auto client = connect();
    client.send(get("/nothing") + get("/nothing-known") + get("/hello"));
    EXPECT_EQ(client.read().body, "");
    EXPECT_TRUE(client.read().has_line("Content-Length: 0"));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, sends_trailers_behind_the_last_chunk) {
    served_.add_source("/trailer", [](http::request&) {
        auto source = pieces({"body"});
        source->trailer = "checked";
        return source;
    });
    auto client = connect();
    client.send(get("/trailer") + get("/hello"));
    const auto streamed = client.read();
    EXPECT_EQ(streamed.body, "body");
    EXPECT_TRUE(streamed.has_line("X-Trailer: checked"));
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, ends_a_body_of_unknown_size_for_http_1_0_with_the_connection) {
    auto client = connect();
    client.send("GET /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto everything = client.read_to_end();
    EXPECT_TRUE(everything.ends_with("\r\n\r\none two three"));
    EXPECT_THAT(everything, HasSubstr("\r\nConnection: close\r\n"));
    EXPECT_THAT(everything, Not(HasSubstr("Transfer-Encoding")));
    EXPECT_THAT(everything, Not(HasSubstr("Content-Length")));
    auto other = connect();
    other.send("GET /known HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto known = other.read();
    EXPECT_EQ(known.body, "one two");
    EXPECT_TRUE(known.has_line("Connection: keep-alive"));
    other.send(get("/hello"));
    EXPECT_EQ(other.read().body, "hello");
}

TEST_F(source_pump, reads_nothing_where_an_answer_has_no_body) {
    for (const int status : {http::status::no_content, http::status::not_modified}) {
        served_.add_plain(
            http::method::get,
            "/" + std::to_string(status),
            [this, status](http::request&, http::response& response) {
                response.status = status;
                response.source = make_endless();
                static_cast<scripted_source&>(*response.source).on_end = {};
            }
        );
    }
    auto client = connect();
    const std::string head = " HTTP/1.1\r\nHost: test\r\n\r\n";
    client.send("HEAD /known" + head + "HEAD /endless" + head + get("/204") + get("/304"));
    EXPECT_TRUE(client.read(body_of_answer::absent).has_line("Content-Length: 7"));
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    wait_until_ended();
    EXPECT_EQ(client.read().status, 204);
    EXPECT_EQ(client.read().status, 304);
    client.send("HEAD /pieces HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(client.read(body_of_answer::absent).has_line("Connection: keep-alive"));
    EXPECT_EQ(asked_for_, 0U);
}

TEST_F(source_pump, keeps_answers_behind_a_stream_waiting) {
    gate waits;
    served_.add_source("/slow", [&](http::request&) {
        return std::make_unique<scripted_source>([&](std::string& into) -> task<bool> {
            into += "slow";
            co_await waits.pass();
            co_return false;
        });
    });
    auto client = connect();
    client.send(get("/slow") + get("/yield/1/second") + get("/pieces") + get("/hello"));
    waits.wait_until_entered();
    expect_still_serving();
    waits.open();
    EXPECT_EQ(client.read().body, "slow");
    EXPECT_EQ(client.read().body, "second");
    EXPECT_EQ(client.read().body, "one two three");
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, sends_each_piece_as_soon_as_it_is_there) {
    gate waits;
    served_.add_source("/ticks", [&](http::request&) {
        auto first = std::make_shared<bool>(true);
        return std::make_unique<scripted_source>([&, first](std::string& into) -> task<bool> {
            into += "tick";
            if (std::exchange(*first, false)) co_return true;
            co_await waits.pass();
            co_return false;
        });
    });
    auto client = connect();
    client.send(get("/ticks"));
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    waits.wait_until_entered();  // the first piece has gone out before
    waits.open();
    client.close_sending();
    EXPECT_EQ(client.read_to_end(), "4\r\ntick\r\n4\r\ntick\r\n0\r\n\r\n");
}

TEST_F(source_pump, takes_the_source_of_a_coroutine_handler) {
    served_.add_coroutine(
        http::method::get,
        "/later",
        [](http::request&, http::response& response) -> task<void> {
            co_await asio::post(net::event_loop::current().executor(), net::use_task);
            response.source = pieces({"made ", "later"});
        }
    );
    auto client = connect();
    client.send(get("/later") + get("/hello"));
    EXPECT_EQ(client.read().body, "made later");
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, holds_a_source_up_whose_client_does_not_read) {
    auto client = connect();
    client.send(get("/endless"));
    wait_until_held_up();
    const std::size_t held_up_at = asked_for_;
    constexpr std::size_t more_than_sockets_and_we_keep = 32'000'000;
    EXPECT_LT(held_up_at, more_than_sockets_and_we_keep);
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    for (std::size_t taken = 0; taken < 2 * held_up_at;)
        taken += client.receive_some();
    EXPECT_GT(asked_for_, held_up_at);
    client.reset();
    wait_until_ended();
}

TEST_F(source_pump, gives_other_clients_their_turn_beside_a_source_that_never_waits) {
    auto client = connect();
    client.send(get("/endless"));
    std::atomic<bool> enough = false;
    std::thread reader{[&] {
        while (!enough)
            static_cast<void>(client.receive_some());
        client.reset();
    }};
    for (int i = 0; i < 50; ++i)
        expect_still_serving();
    enough = true;
    reader.join();
    wait_until_ended();
}

TEST_F(source_pump, gives_a_slow_reader_everything) {
    constexpr int count = 500;
    served_.add_source("/large", [](http::request&) {
        std::vector<std::string> texts;
        for (int i = 0; i < count; ++i)
            texts.emplace_back(10'000 + i, static_cast<char>('a' + i % 26));
        return pieces(std::move(texts));
    });
    std::string expected;
    for (int i = 0; i < count; ++i)
        expected.append(10'000 + i, static_cast<char>('a' + i % 26));
    auto client = connect();
    client.send(get("/large") + get("/large") + get("/hello"));
    expect_still_serving();
    EXPECT_EQ(client.read().body, expected);
    EXPECT_EQ(client.read().body, expected);
    EXPECT_EQ(client.read().body, "hello");
}

TEST_F(source_pump, ends_the_wait_of_a_source_whose_client_has_left) {
    served_.add_source("/silent", [this](http::request&) {
        auto source = std::make_unique<scripted_source>([](std::string&) -> task<bool> {
            co_await net::sleep_for(never);
            ADD_FAILURE() << "was not cancelled";
            co_return true;
        });
        source->on_end = [this] { ended_.set_value(); };
        return source;
    });
    auto client = connect();
    client.send(get("/silent"));
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    client.reset();
    wait_until_ended();
    expect_still_serving();
}

TEST_F(source_pump, does_background_work_after_the_end_of_the_stream) {
    std::vector<std::string> events;  // of the loop
    std::promise<void> done;
    served_.add_plain(
        http::method::get,
        "/then",
        [&](http::request& request, http::response& response) {
            response.source =
                std::make_unique<scripted_source>([&](std::string& into) -> task<bool> {
                    co_await asio::post(net::event_loop::current().executor(), net::use_task);
                    events.emplace_back("piece");
                    into += "piece";
                    co_return events.size() < 3;
                });
            request.context().background().add([&] {
                events.emplace_back("background");
                done.set_value();
            });
        }
    );
    auto client = connect();
    client.send(get("/then"));
    EXPECT_EQ(client.read().body, "piecepiecepiece");
    done.get_future().get();
    EXPECT_THAT(events, testing::ElementsAre("piece", "piece", "piece", "background"));
}

class silent_source_pump : public source_pump {
protected:
    silent_source_pump() : source_pump(impatient()) {}

    static server_options impatient() {
        auto options = test_options();
        options.limits.handler_deadline = std::chrono::milliseconds{60};
        return options;
    }
};

TEST_F(silent_source_pump, is_broken_off_at_the_deadline_of_handlers) {
    served_.add_source("/silent", [this](http::request&) {
        auto source = std::make_unique<scripted_source>([](std::string&) -> task<bool> {
            co_await net::sleep_for(never);
            co_return true;
        });
        source->on_end = [this] { ended_.set_value(); };
        return source;
    });
    auto client = connect();
    client.send(get("/silent"));
    EXPECT_EQ(client.read(body_of_answer::absent).status, 200);
    client.wait_for_reset();
    wait_until_ended();
}

task<bool> give_when_woken(parking& parked, std::string& into) {
    co_await parked;
    into += "parked";
    co_return false;
}

TEST_F(source_pump, leaves_the_buffers_to_another_connection_that_wakes_its_source) {
    parking parked;
    served_.add_source("/park", [&](http::request&) {
        return std::make_unique<scripted_source>([&](std::string& into) {
            return give_when_woken(parked, into);
        });
    });
    served_.add_plain(http::method::get, "/wake", [&](http::request&, http::response& response) {
        parked.resume_all();
        response.set_text("woken");
    });
    auto streamed = connect();
    streamed.send(get("/park") + get("/hello"));
    parked.entered.get_future().get();
    auto waking = connect();
    waking.send(get("/hello") + get("/wake"));
    EXPECT_EQ(waking.read().body, "hello");
    EXPECT_EQ(waking.read().body, "woken");
    EXPECT_EQ(streamed.read().body, "parked");
    EXPECT_EQ(streamed.read().body, "hello");
}

}  // namespace

}  // namespace microfast::server
