#include <microfast/core/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(http_server, names_an_address_that_is_used_and_says_what_to_do) {
    test_server first;
    first.start();
    auto options = test_options();
    options.bind = "127.0.0.1:" + std::to_string(first.port());
    test_server second{options};
    try {
        second.start();
        FAIL() << "two servers on one port";
    } catch (const error& failure) {
        EXPECT_THAT(failure.what(), HasSubstr(options.bind));
        EXPECT_THAT(failure.what(), HasSubstr("stop the program that uses this port"));
    }
}

TEST(http_server, serves_on_every_worker) {
    auto options = test_options();
    options.workers = 3;
    std::mutex mutex;
    std::set<std::thread::id> threads;
    test_server served{options};
    served.add_plain(http::method::get, "/thread", [&](http::request&, http::response&) {
        const std::lock_guard lock{mutex};
        threads.insert(std::this_thread::get_id());
    });
    served.start();
    const auto all_were_seen = [&] {
        const std::lock_guard lock{mutex};
        return threads.size() == 3;
    };
    while (!all_were_seen()) {  // the kernel chooses by hash: with a few connections each gets some
        test_client client{served.port()};
        client.send(get("/thread"));
        EXPECT_EQ(client.read().status, 200);
    }
}

TEST(http_server, runs_its_hooks_on_every_loop) {
    auto options = test_options();
    options.workers = 2;
    std::atomic<int> started = 0;
    std::atomic<int> stopped = 0;
    options.on_start = [&](net::event_loop& loop) -> task<void> {
        EXPECT_TRUE(loop.is_current());
        ++started;
        co_return;
    };
    options.on_stop = [&](net::event_loop& loop) -> task<void> {
        EXPECT_TRUE(loop.is_current());
        ++stopped;
        co_return;
    };
    test_server served{options};
    served.start();
    EXPECT_EQ(started, 2);
    served.stop();
    EXPECT_EQ(stopped, 2);
}

TEST(http_server, does_not_start_when_a_hook_fails) {
    auto options = test_options();
    options.workers = 2;
    std::atomic<int> calls = 0;
    options.on_start = [&](net::event_loop&) -> task<void> {
        if (++calls == 1) throw std::runtime_error{"no database"};
        co_return;
    };
    test_server served{options};
    EXPECT_THROW(served.start(), std::runtime_error);
}

TEST(http_server, does_not_start_when_it_is_stopped_before_its_hook_has_ended) {
    auto options = test_options();
    std::vector<std::string> events;  // of one loop; read after its end
    gate waits;
    options.on_start = [&](net::event_loop&) -> task<void> {
        co_await waits.pass();
        events.emplace_back("started");
    };
    options.on_stop = [&](net::event_loop&) -> task<void> {
        events.emplace_back("stopped");
        co_return;
    };
    test_server served{options};
    std::thread other{[&] {
        waits.wait_until_entered();
        served.server().request_stop();
        waits.open();
    }};
    EXPECT_THROW(served.start(), error);
    other.join();
    EXPECT_ANY_THROW(test_client{served.port()});
    EXPECT_THAT(events, ElementsAre("started", "stopped"));
}

TEST(http_server, stops_at_the_deadline_although_its_start_hook_does_not_end) {
    auto options = test_options();
    options.shutdown.deadline = std::chrono::milliseconds{30};
    options.signals = signal_handling::stop_on_terminate;
    bool stop_hook_ran = false;
    gate never;
    options.on_start = [&](net::event_loop&) { return never.pass(); };
    options.on_stop = [&](net::event_loop&) -> task<void> {
        stop_hook_ran = true;
        co_return;
    };
    test_server served{options};
    std::thread other{[&] {
        never.wait_until_entered();
        std::raise(SIGTERM);
    }};
    EXPECT_THROW(served.start(), error);
    other.join();
    EXPECT_FALSE(stop_hook_ran);
}

TEST(http_server, cuts_connections_on_the_second_signal) {
    auto options = test_options();
    options.shutdown.deadline = std::chrono::hours{1};
    options.signals = signal_handling::stop_on_terminate;
    test_server served{options};
    gate never;
    served.add_gate("/wait", never);
    served.start();
    test_client client{served.port()};
    client.send(get("/wait"));
    never.wait_until_entered();
    test_client idle{served.port()};
    idle.send(get("/hello"));
    EXPECT_EQ(idle.read().body, "hello");
    std::raise(SIGTERM);
    EXPECT_EQ(idle.read_to_end(), "");  // the grace is over: the server drains
    std::raise(SIGTERM);
    served.server().wait();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(http_server, survives_a_stop_hook_that_throws_anything) {
    auto options = test_options();
    options.on_stop = [](net::event_loop&) -> task<void> {
        throw 1;
        co_return;
    };
    test_server served{options};
    served.start();
    served.stop();
}

TEST(http_server, can_be_stopped_twice_and_from_another_thread) {
    test_server served;
    served.start();
    std::thread other{[&] { served.server().request_stop(); }};
    served.server().wait();
    other.join();
    served.server().request_stop();
    served.stop();
    EXPECT_ANY_THROW(test_client{served.port()});
}

TEST(http_server, stops_on_a_signal_when_asked_to) {
    auto options = test_options();
    options.workers = 2;
    options.signals = signal_handling::stop_on_terminate;
    test_server served{options};
    served.start();
    std::raise(SIGTERM);
    served.server().wait();
    EXPECT_ANY_THROW(test_client{served.port()});
}

}  // namespace

}  // namespace microfast::server
