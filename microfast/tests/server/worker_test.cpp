#include <microfast/http/request_context.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

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

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds soon{60};

TEST(worker, refuses_a_head_that_takes_too_long_however_steadily_it_trickles) {
    auto options = test_options();
    options.limits.header_deadline = soon;
    options.limits.head = 4_MiB;  // more than can trickle in until then
    test_server served{options};
    served.start();
    test_client client{served.port()};
    client.send("GET / HTTP/1.1\r\nX: ");
    std::thread trickle{[&] {
        while (client.try_send("x"))
            std::this_thread::yield();
    }};
    EXPECT_EQ(client.read().status, 408);
    client.close_sending();
    trickle.join();
}

TEST(worker, refuses_an_unfinished_head_with_408) {
    auto options = test_options();
    options.limits.header_deadline = soon;
    test_server served{options};
    served.start();
    test_client client{served.port()};
    client.send("GET / HTTP/1.1\r\n");
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 408);
    EXPECT_TRUE(refusal.has_line("Connection: close"));
}

TEST(worker, refuses_a_body_below_the_minimum_rate) {
    auto options = test_options();
    options.limits.body_grace = soon;
    options.limits.minimum_body_rate = 1_MiB;
    test_server served{options};
    served.start();
    test_client client{served.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\nabc");
    EXPECT_EQ(client.read().status, 408);
}

TEST(worker, closes_an_idle_connection_in_silence) {
    auto options = test_options();
    options.limits.idle_timeout = soon;
    test_server served{options};
    served.start();
    test_client fresh{served.port()};
    EXPECT_EQ(fresh.read_to_end(), "");
    test_client used{served.port()};
    used.send(get("/hello"));
    EXPECT_EQ(used.read().body, "hello");
    EXPECT_EQ(used.read_to_end(), "");
}

TEST(worker, answers_for_a_handler_that_takes_too_long) {
    auto options = test_options();
    options.limits.handler_deadline = soon;
    test_server served{options};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client client{served.port()};
    client.send(get("/wait") + get("/hello"));
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 503);
    EXPECT_TRUE(refusal.has_line("Connection: close"));
    waits.open();
    test_client other{served.port()};
    other.send(get("/hello"));
    EXPECT_EQ(other.read().body, "hello");
}

TEST(worker, cuts_a_client_that_does_not_read) {
    auto options = test_options();
    options.connections.send_timeout = soon;
    test_server served{options};
    served.start();
    test_client client{served.port()};
    client.send(get("/repeat/50000000"));
    client.wait_for_reset();
}

TEST(worker, makes_room_by_closing_an_idle_connection) {
    auto options = test_options();
    options.connections.connections = 2;
    test_server served{options};
    served.start();
    test_client first{served.port()};
    first.send(get("/hello"));
    EXPECT_EQ(first.read().body, "hello");
    std::vector<std::unique_ptr<test_client>> more;
    for (int i = 0; i < 4; ++i) {
        more.push_back(std::make_unique<test_client>(served.port()));
        more.back()->send(get("/hello"));
        EXPECT_EQ(more.back()->read().body, "hello");
    }
    EXPECT_EQ(first.read_to_end(), "");
}

/// Lets the process open only so many descriptors more.
class few_descriptors {
public:
    explicit few_descriptors(std::size_t more) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        std::vector<net::descriptor> next;  // their numbers need not follow each other
        while (next.size() < more)
            next.emplace_back(::dup(0));
        rlimit lowered = before_;
        lowered.rlim_cur = static_cast<rlim_t>(next.back().number()) + 1;
        ::setrlimit(RLIMIT_NOFILE, &lowered);
    }
    few_descriptors(const few_descriptors&) = delete;
    few_descriptors& operator=(const few_descriptors&) = delete;
    ~few_descriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

TEST(worker, sheds_idle_connections_when_descriptors_run_out) {
    test_server served;
    served.start();
    const few_descriptors limited{9};  // the fifth connection finds none
    std::vector<std::unique_ptr<test_client>> clients;
    for (int i = 0; i < 5;
         ++i) {  // a client and its connection are two descriptors of this process
        clients.push_back(std::make_unique<test_client>(served.port()));
        clients.back()->send(get("/hello"));
        EXPECT_EQ(clients.back()->read().body, "hello");
    }
    EXPECT_EQ(clients.front()->read_to_end(), "");
}

TEST(worker, cuts_nobody_when_the_last_descriptor_is_taken) {
    test_server served;
    served.start();
    test_client idle{served.port()};
    idle.send(get("/hello"));
    EXPECT_EQ(idle.read().body, "hello");
    const few_descriptors limited{2};
    test_client last{served.port()};
    last.send(get("/hello"));
    EXPECT_EQ(last.read().body, "hello");
    idle.send(get("/hello"));
    EXPECT_EQ(idle.read().body, "hello");
}

TEST(worker, makes_room_with_nobody_who_has_just_come) {
    auto options = test_options();
    options.connections.connections = 1;
    test_server served{options};
    served.start();
    test_client newcomer{served.port()};
    test_client refused{served.port()};
    EXPECT_EQ(refused.read().status, 503);
    newcomer.send(get("/hello"));
    EXPECT_EQ(newcomer.read().body, "hello");
}

TEST(worker, refuses_connections_when_descriptors_run_out_and_all_are_busy) {
    test_server served;
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    {
        const few_descriptors limited{1};
        test_client refused{served.port()};
        EXPECT_EQ(refused.read().status, 503);
    }
    waits.open();
    EXPECT_EQ(busy.read().body, "passed");
    test_client after{served.port()};
    after.send(get("/hello"));
    EXPECT_EQ(after.read().body, "hello");
}

TEST(worker, says_close_with_the_last_request_that_a_connection_may_send) {
    auto options = test_options();
    options.connections.requests = 3;
    test_server served{options};
    served.start();
    for (const std::string path : {"/hello", "/yield/1/hello"}) {
        test_client client{served.port()};
        client.send(get(path));
        EXPECT_FALSE(client.read().has_line("Connection: close"));
        client.send(get(path) + get(path) + get(path));
        EXPECT_FALSE(client.read().has_line("Connection: close"));
        const auto last = client.read();
        EXPECT_EQ(last.body, "hello");
        EXPECT_TRUE(last.has_line("Connection: close"));
        EXPECT_EQ(client.read_to_end(), "");
    }
}

TEST(worker, reads_the_whole_body_of_the_last_request_that_a_connection_may_send) {
    auto options = test_options();
    options.connections.requests = 1;
    test_server served{options};
    served.start();
    test_client client{served.port()};
    const auto request = post("/echo", "a body in two pieces");
    client.send(request.substr(0, request.size() - 6));
    client.send(request.substr(request.size() - 6));
    const auto last = client.read();
    EXPECT_EQ(last.body, "a body in two pieces");
    EXPECT_TRUE(last.has_line("Connection: close"));
    EXPECT_EQ(client.read_to_end(), "");  // the server sends no more, but it listens: no reset
    EXPECT_TRUE(client.try_send("x"));    // takes the answer from a client that pipelines
    EXPECT_TRUE(client.try_send("y"));
}

TEST(worker, says_close_to_a_connection_that_is_too_old) {
    auto options = test_options();
    options.connections.age = milliseconds{0};
    test_server served{options};
    served.start();
    test_client client{served.port()};
    client.send(get("/hello"));
    const auto last = client.read();
    EXPECT_EQ(last.body, "hello");
    EXPECT_TRUE(last.has_line("Connection: close"));
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(worker, starts_no_coroutine_while_too_many_run_that_nobody_waits_for) {
    auto options = test_options();
    options.limits.handler_deadline = soon;
    options.connections.orphaned_handlers = 1;
    test_server served{options};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client late{served.port()};
    late.send(get("/wait"));
    EXPECT_EQ(late.read().status, 503);
    test_client client{served.port()};
    client.send(get("/yield/0/a") + get("/hello"));
    const auto refusal = client.read();
    EXPECT_EQ(refusal.status, 503);
    EXPECT_TRUE(refusal.has_line("Retry-After: 1"));
    EXPECT_EQ(client.read().body, "hello");
    waits.open();
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    int status = 503;
    while (status == 503 && std::chrono::steady_clock::now() < patience) {
        client.send(get("/yield/0/a"));  // until the orphan has ended
        status = client.read().status;
    }
    EXPECT_EQ(status, 200);
}

}  // namespace

}  // namespace microfast::server
