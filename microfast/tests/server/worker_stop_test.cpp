#include <microfast/http/body_stream.hpp>
#include <microfast/http/request_context.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server/scripted_source.hpp"
#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

constexpr std::chrono::milliseconds soon{60};

TEST(worker_stop, answers_running_requests_before_it_stops) {
    test_server served;
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client client{served.port()};
    client.send(get("/wait"));
    waits.wait_until_entered();
    served.server().request_stop();
    waits.open();
    const auto last = client.read();
    EXPECT_EQ(last.body, "passed");
    EXPECT_TRUE(last.has_line("Connection: close"));
    client.close_sending();
    served.stop();
}

/// Begins POST `path`, whose answer is then made while the server stops.
class uploads_while_stopping : public testing::Test {
protected:
    uploads_while_stopping() {
        const routing::route_options streams{.streams_body = true};
        const auto ignore = [this](http::request&, http::response& response) -> task<void> {
            co_await waits_.pass();
            response.set_text("ignored");
        };
        const auto echo = [this](http::request& request, http::response& response) -> task<void> {
            co_await waits_.pass();
            auto& body = *request.body_stream();
            response.source = std::make_unique<scripted_source>([&body](std::string& into) {
                return read_piece(body, into);
            });
        };
        served_.add_coroutine(http::method::post, "/ignore", ignore, streams);
        served_.add_coroutine(http::method::post, "/echo-as-it-comes", echo, streams);
        served_.start();
    }
    void TearDown() override { served_.stop(); }

    test_client begin(const std::string& path) {
        test_client client{served_.port()};
        client.send("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: 6\r\n\r\none");
        waits_.wait_until_entered();
        served_.server().request_stop();
        waits_.open();
        return client;
    }

private:
    static task<bool> read_piece(http::body_stream& body, std::string& into) {
        const auto piece = co_await body.read();
        into += piece;
        co_return !piece.empty();
    }

    static server_options patient() {
        auto options = test_options();
        options.limits.body_grace = std::chrono::hours{1};
        options.shutdown.idle_grace = std::chrono::hours{1};
        options.shutdown.deadline = std::chrono::seconds{30};  // later than the client gives up
        return options;
    }

    gate waits_;
    test_server served_{patient()};
};

TEST_F(uploads_while_stopping, are_not_waited_for_behind_the_last_answer) {
    auto client = begin("/ignore");
    const auto last = client.read();
    EXPECT_EQ(last.body, "ignored");
    EXPECT_TRUE(last.has_line("Connection: close"));
    EXPECT_EQ(client.read_to_end(), "");
    client.close_sending();
}

TEST_F(uploads_while_stopping, end_the_connection_with_the_last_answer_that_reads_them) {
    auto client = begin("/echo-as-it-comes");
    EXPECT_GT(client.receive_some(), 0U);
    client.send("two");
    EXPECT_TRUE(client.read_to_end().ends_with("0\r\n\r\n"));
    client.close_sending();
}

TEST(worker_stop, ends_background_work_before_it_stops) {
    test_server served;
    gate waits;
    bool done = false;  // read after the stop
    served.add_plain(http::method::get, "/later", [&](http::request& request, http::response&) {
        const auto work = [](gate& passed, bool& is_done) -> task<void> {
            co_await passed.pass();
            is_done = true;
        };
        request.context().background().add(work(waits, done));
    });
    served.start();
    {
        test_client client{served.port()};
        client.send(get("/later"));
        EXPECT_EQ(client.read().status, 200);
        waits.wait_until_entered();
    }
    served.server().request_stop();
    waits.open();
    served.stop();
    EXPECT_TRUE(done);
}

TEST(worker_stop, waits_for_handlers_whose_clients_have_left) {
    test_server served;
    gate waits;
    bool done = false;  // read after the stop
    served.add_coroutine(
        http::method::get,
        "/writes",
        [&](http::request&, http::response&) -> task<void> {
            co_await waits.pass();
            done = true;
        }
    );
    served.start();
    test_client client{served.port()};
    client.send(get("/writes"));
    waits.wait_until_entered();
    client.reset();
    test_client witness{served.port()};
    witness.send(get("/hello"));
    EXPECT_EQ(witness.read().body, "hello");  // the reset has been heard of as well
    witness.close_sending();
    served.server().request_stop();
    waits.open();
    served.stop();
    EXPECT_TRUE(done);
}

TEST(worker_stop, answers_connections_that_wait_to_be_accepted_when_it_stops) {
    test_server served;
    std::latch entered{1};
    std::latch released{1};
    served.add_plain(http::method::get, "/block", [&](http::request&, http::response&) {
        entered.count_down();
        released.wait();  // nothing else happens on this loop
    });
    served.start();
    test_client blocking{served.port()};
    blocking.send(get("/block"));
    entered.wait();
    std::vector<std::unique_ptr<test_client>> waiting;
    for (int i = 0; i < 20; ++i) {
        waiting.push_back(std::make_unique<test_client>(served.port()));
        waiting.back()->send(get("/hello"));
    }
    served.server().request_stop();
    released.count_down();
    for (const auto& client : waiting) {
        const auto last = client->read();
        EXPECT_EQ(last.body, "hello");
        EXPECT_TRUE(last.has_line("Connection: close"));
        client->close_sending();
    }
    blocking.close_sending();
    served.stop();
}

TEST(worker_stop, answers_a_request_that_is_on_its_way_when_it_stops) {
    auto options = test_options();
    options.shutdown.idle_grace = std::chrono::seconds{10};
    test_server served{options};
    served.start();
    test_client client{served.port()};
    test_client witness{served.port()};
    for (auto* const each : {&client, &witness}) {
        each->send(get("/hello"));
        EXPECT_EQ(each->read().body, "hello");
    }
    served.server().request_stop();
    witness.send(get("/hello"));
    EXPECT_TRUE(witness.read().has_line("Connection: close"));  // the server drains
    witness.close_sending();
    EXPECT_EQ(witness.read_to_end(), "");
    client.send(get("/hello"));
    EXPECT_TRUE(client.read().has_line("Connection: close"));
    client.close_sending();
    served.stop();
}

TEST(worker_stop, says_close_with_the_last_answer_however_its_request_arrived_when_it_stops) {
    auto options = test_options();
    options.shutdown.idle_grace = std::chrono::seconds{10};
    test_server served{options};
    served.start();
    test_client pieces{served.port()};
    test_client pipeline{served.port()};
    const auto request = get("/yield/0/at-once");
    pieces.send(get("/hello") + request.substr(0, 10));
    EXPECT_EQ(pieces.read().body, "hello");  // the beginning of the next request is kept by now
    pipeline.send(get("/hello"));
    EXPECT_EQ(pipeline.read().body, "hello");
    test_client idle{served.port()};
    idle.send(get("/hello"));
    EXPECT_EQ(idle.read().body, "hello");
    served.server().request_stop();
    idle.send(get("/hello"));
    EXPECT_TRUE(idle.read().has_line("Connection: close"));  // the server drains
    pieces.send(request.substr(10));
    EXPECT_TRUE(pieces.read().has_line("Connection: close"));
    pipeline.send(request + request);
    EXPECT_FALSE(pipeline.read().has_line("Connection: close"));
    EXPECT_TRUE(pipeline.read().has_line("Connection: close"));
    for (auto* const client : {&pieces, &pipeline, &idle})
        client->close_sending();
    served.stop();
}

TEST(worker_stop, loses_nothing_when_it_stops_under_load) {
    auto options = test_options();
    options.workers = 2;
    options.shutdown.idle_grace = std::chrono::seconds{10};
    test_server served{options};
    served.start();
    std::atomic<int> answered = 0;
    std::atomic<int> lost = 0;
    const auto load = [&](test_client& client) {
        for (bool open = true; open;) {
            client.send(get("/yield/2/a") + get("/hello"));
            const auto first = client.try_read();
            const auto second = first ? client.try_read() : std::nullopt;
            if (!second) ++lost;
            open = second && !second->has_line("Connection: close");
            ++answered;
        }
    };
    // All connect before the first sends: one that is late would find the port closed.
    std::vector<std::unique_ptr<test_client>> clients;
    for (int i = 0; i < 8; ++i)
        clients.push_back(std::make_unique<test_client>(served.port()));
    std::vector<std::thread> threads;
    for (const auto& client : clients)
        threads.emplace_back(load, std::ref(*client));
    while (answered < 200)
        std::this_thread::yield();
    served.stop();
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(lost, 0);
}

TEST(worker_stop, cuts_what_is_left_at_the_deadline) {
    auto options = test_options();
    options.shutdown.deadline = soon;
    test_server served{options};
    gate never;
    served.add_gate("/wait", never);
    served.start();
    test_client client{served.port()};
    client.send(get("/wait"));
    never.wait_until_entered();
    served.stop();
    EXPECT_EQ(client.read_to_end(), "");
}

/// Writes down when it is destroyed.
struct epitaph {
    epitaph(std::vector<std::string>& book, std::string name)
        : book_{book},
          name_{std::move(name)} {}
    ~epitaph() { book_.push_back(name_); }

    std::vector<std::string>& book_;
    std::string name_;
};

TEST(worker_stop, destroys_what_a_source_owns_before_the_loop) {
    auto options = test_options();
    options.shutdown.deadline = soon;
    std::vector<std::string> gone;
    std::promise<net::event_loop*> asked;
    {
        test_server served{options};
        served.add_source("/stuck", [&](http::request&) {
            auto source = std::make_unique<scripted_source>([&](std::string&) -> task<bool> {
                asked.set_value(&net::event_loop::current());
                co_await std::suspend_always();
                co_return true;
            });
            source->on_end = [last = std::make_shared<epitaph>(gone, "source")] {};
            return source;
        });
        served.start();
        test_client client{served.port()};
        client.send(get("/stuck"));
        auto* const loop = asked.get_future().get();
        served.stop();
        loop->post([last = std::make_shared<epitaph>(gone, "loop")] {});  // is never called
    }
    EXPECT_THAT(gone, testing::ElementsAre("source", "loop"));
}

}  // namespace

}  // namespace microfast::server
