#include <microfast/http/request_context.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/test_client.hpp"
#include "server/test_server.hpp"

namespace microfast::server {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours never{1};

/// What a worker does when it has too much to do.
class worker_load : public testing::Test {
protected:
    /// Returns once the server's load is as it should be.
    template <class Condition>
    static void wait_until(const test_server& served, Condition holds) {
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        while (!holds(served.server().load())) {
            ASSERT_LT(std::chrono::steady_clock::now(), patience);
            std::this_thread::yield();
        }
    }

    static void wait_until_waiting(const test_server& served, std::size_t count) {
        wait_until(served, [&](const server_load& load) { return load.waiting == count; });
    }

    server_options options_ = test_options();
};

class crowded_worker : public worker_load {
protected:
    crowded_worker() {
        options_.connections.connections = 1;
        options_.connections.waiting_connections = 2;
        options_.connections.patience = never;
    }
};

TEST_F(crowded_worker, serves_those_who_wait_in_the_order_in_which_they_came) {
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    std::vector<std::unique_ptr<test_client>> waiting;
    for (std::size_t i = 0; i < 2; ++i) {
        waiting.push_back(std::make_unique<test_client>(served.port()));
        waiting.back()->send(get("/hello"));
        wait_until_waiting(served, i + 1);
    }
    EXPECT_EQ(served.server().load().connections, 1U);
    waits.open();
    const auto passed = busy.read();
    EXPECT_EQ(passed.body, "passed");
    EXPECT_TRUE(passed.has_line("Connection: close"));  // others wait for its place
    busy.close_sending();
    const auto first = waiting[0]->read();
    EXPECT_EQ(first.body, "hello");
    EXPECT_TRUE(first.has_line("Connection: close"));
    EXPECT_EQ(served.server().load().waiting, 1U);
    waiting[0]->close_sending();
    const auto second = waiting[1]->read();
    EXPECT_EQ(second.body, "hello");
    EXPECT_FALSE(second.has_line("Connection: close"));  // nobody waits any more
    EXPECT_EQ(served.server().load().sent_away, 0U);
}

TEST_F(crowded_worker, sends_away_whoever_finds_the_queue_full) {
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    test_client second{served.port()};
    test_client third{served.port()};
    wait_until_waiting(served, 2);
    test_client fourth{served.port()};
    const auto refusal = fourth.read();
    EXPECT_EQ(refusal.status, 503);
    EXPECT_TRUE(refusal.has_line("Retry-After: 1"));
    EXPECT_TRUE(refusal.has_line("Connection: close"));
    EXPECT_EQ(fourth.read_to_end(), "");
    EXPECT_EQ(served.server().load().sent_away, 1U);
    waits.open();
    EXPECT_EQ(busy.read().body, "passed");
}

TEST_F(crowded_worker, sends_away_whoever_has_waited_too_long) {
    options_.connections.patience = milliseconds{30};
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    test_client impatient{served.port()};
    EXPECT_EQ(impatient.read().status, 503);
    EXPECT_EQ(impatient.read_to_end(), "");
    waits.open();
    const auto passed = busy.read();
    EXPECT_EQ(passed.body, "passed");
    EXPECT_FALSE(passed.has_line("Connection: close"));
}

TEST_F(crowded_worker, forgets_nobody_who_waits_when_it_stops) {
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    test_client next{served.port()};
    next.send(get("/hello"));
    wait_until_waiting(served, 1);
    served.server().request_stop();
    waits.open();
    EXPECT_EQ(busy.read().body, "passed");
    busy.close_sending();
    EXPECT_EQ(next.read().body, "hello");
    next.close_sending();
    served.stop();
}

TEST_F(crowded_worker, sends_away_who_still_waits_at_the_end_of_a_stop) {
    options_.shutdown.deadline = milliseconds{30};
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    test_client next{served.port()};
    wait_until_waiting(served, 1);
    served.stop();
    EXPECT_EQ(next.read().status, 503);
}

TEST_F(worker_load, answers_503_while_too_much_background_work_waits) {
    options_.connections.background_tasks = 1;
    options_.connections.background_queue = 0;
    test_server served{options_};
    gate waits;
    const auto add_work = [&](http::request& request, http::response& response) {
        const auto nothing = [](gate& passed, bool is_first) -> task<void> {
            if (is_first) co_await passed.pass();
        };
        request.context().background().add(nothing(waits, request.path() == "/first"));
        response.set_text("later");
    };
    for (const auto* const path : {"/first", "/more"})
        served.add_plain(http::method::get, path, add_work);
    served.add_coroutine(
        http::method::get,
        "/more-by-coroutine",
        [&](http::request& request, http::response& response) -> task<void> {
            add_work(request, response);
            co_return;
        }
    );
    served.start();
    test_client client{served.port()};
    client.send(get("/first"));
    EXPECT_EQ(client.read().status, 200);
    waits.wait_until_entered();
    EXPECT_EQ(served.server().load().background_tasks, 1U);
    for (const auto* const path : {"/more", "/more-by-coroutine"}) {
        client.send(get(path));
        const auto refusal = client.read();
        EXPECT_EQ(refusal.status, 503);
        EXPECT_TRUE(refusal.has_line("Retry-After: 1"));
    }
    client.send(get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
    waits.open();
    wait_until(served, [](const server_load& load) { return load.background_tasks == 0; });
    client.send(get("/more"));
    EXPECT_EQ(client.read().body, "later");
}

TEST_F(worker_load, gives_the_memory_of_a_large_answer_back) {
    test_server served{options_};
    const auto tell = [](http::request&, http::response& response) {
        response.set_text(std::to_string(response.kept_memory()));
    };
    served.add_plain(http::method::get, "/kept", tell);
    served.add_coroutine(
        http::method::get,
        "/kept-by-exchanges",
        [&](http::request& request, http::response& response) -> task<void> {
            tell(request, response);
            co_return;
        }
    );
    served.start();
    test_client client{served.port()};
    client.send(get("/repeat/1000000") + get("/yield/0/" + std::string(8'000, 'x')));
    EXPECT_EQ(client.read().body.size(), 1'000'000U);
    EXPECT_EQ(client.read().body.size(), 8'000U);
    for (const auto* const path : {"/kept", "/kept-by-exchanges"}) {
        client.send(get(path));
        EXPECT_LE(std::stoul(client.read().body), options_.connections.kept_memory.value);
    }
}

TEST_F(worker_load, cuts_the_slowest_reader_when_too_much_is_unsent_in_all) {
    options_.connections.unsent_in_all = 30_MiB;
    test_server served{options_};
    served.start();
    const auto large = get("/repeat/20000000");
    test_client slow{served.port()};
    slow.send(large);
    wait_until(served, [](const server_load& load) { return load.unsent_bytes > 10'000'000; });
    test_client other{served.port()};
    other.send(large);
    slow.wait_for_reset();
    EXPECT_EQ(other.read().body.size(), 20'000'000U);
    wait_until(served, [](const server_load& load) { return load.unsent_bytes == 0; });
}

}  // namespace

}  // namespace microfast::server
