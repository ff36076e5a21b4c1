#include <microfast/http/request_context.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <coroutine>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/scripted_source.hpp"
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

TEST_F(crowded_worker, lets_one_read_that_it_is_sent_away_who_has_asked_already) {
    options_.connections.patience = milliseconds{30};
    test_server served{options_};
    gate waits;
    served.add_gate("/wait", waits);
    served.start();
    test_client busy{served.port()};
    busy.send(get("/wait"));
    waits.wait_until_entered();
    test_client impatient{served.port()};
    impatient.send(post("/echo", std::string(20'000, 'x')));
    wait_until(served, [](const server_load& load) { return load.sent_away == 1; });
    EXPECT_EQ(impatient.read().status, 503);
    EXPECT_EQ(impatient.read_to_end(), "");
    EXPECT_FALSE(impatient.was_reset());
    waits.open();
    EXPECT_EQ(busy.read().body, "passed");
}

TEST_F(worker_load, finds_idle_connections_behind_any_number_of_busy_ones) {
    constexpr std::size_t busy_ones = 70;
    options_.connections.connections = busy_ones + 2;
    options_.connections.patience = never;
    options_.shutdown.deadline = milliseconds{1};  // the streams never end
    test_server served{options_};
    served.add_source("/endless", [](http::request&) {
        return std::make_unique<scripted_source>([](std::string& into) -> task<bool> {
            into += "x";
            co_await std::suspend_always();
            co_return true;
        });
    });
    served.start();
    std::vector<std::unique_ptr<test_client>> clients;
    const auto ask = [&](std::string_view path) {
        clients.push_back(std::make_unique<test_client>(served.port()));
        clients.back()->send(get(path));
        return clients.back()->read(body_of_answer::absent).status;
    };
    for (std::size_t i = 0; i < busy_ones; ++i)
        EXPECT_EQ(ask("/endless"), 200);
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(ask("/hello"), 200);  // in the place of an idle one from the third on
    EXPECT_EQ(served.server().load().sent_away, 0U);
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

TEST_F(worker_load, begins_no_handler_whose_work_would_have_to_wait_too_long) {
    options_.connections.background_tasks = 1;
    options_.connections.background_queue = 0;
    test_server served{options_};
    gate waits;
    std::atomic<int> calls = 0;
    const auto add_work = [&](http::request& request, http::response& response) {
        const auto work = [](gate& passed, bool is_long) -> task<void> {
            if (is_long) co_await passed.pass();
        };
        ++calls;
        request.context().background().add(work(waits, request.path() == "/long"));
        response.set_text("later");
    };
    for (const auto* const path : {"/long", "/short"})
        served.add_plain(http::method::get, path, add_work);
    served.add_coroutine(
        http::method::get,
        "/coroutine",
        [&](http::request& request, http::response& response) -> task<void> {
            add_work(request, response);
            co_return;
        }
    );
    served.start();
    test_client client{served.port()};
    const auto is_idle = [](const server_load& load) { return load.background_tasks == 0; };
    for (const auto* const path : {"/short", "/coroutine"}) {  // known by their work from then on
        client.send(get(path));
        EXPECT_EQ(client.read().body, "later");
        wait_until(served, is_idle);
    }
    client.send(get("/long"));
    EXPECT_EQ(client.read().body, "later");
    waits.wait_until_entered();
    EXPECT_EQ(served.server().load().background_tasks, 1U);
    for (const auto* const path : {"/short", "/coroutine"}) {
        client.send(get(path));
        const auto refusal = client.read();
        EXPECT_EQ(refusal.status, 503);
        EXPECT_TRUE(refusal.has_line("Retry-After: 1"));
    }
    EXPECT_EQ(calls, 3);
    client.send(get("/hello"));
    EXPECT_EQ(client.read().body, "hello");
    waits.open();
    wait_until(served, is_idle);
    client.send(get("/short"));
    EXPECT_EQ(client.read().body, "later");
}

TEST_F(worker_load, reads_no_further_while_much_work_stands_behind_unsent_answers) {
    options_.connections.unsent_work = 4;
    test_server served{options_};
    std::atomic<int> calls = 0;
    served.add_plain(http::method::get, "/work", [&](http::request& request, http::response&) {
        ++calls;
        request.context().background().add([] {});
    });
    served.start();
    test_client slow{served.port()};
    slow.send(get("/repeat/20000000"));
    wait_until(served, [](const server_load& load) { return load.unsent_bytes > 0; });
    for (int i = 0; i < 100; ++i)
        slow.send(get("/work"));
    test_client other{served.port()};
    for (int i = 0; i < 20; ++i) {
        other.send(get("/hello"));
        EXPECT_EQ(other.read().body, "hello");
    }
    EXPECT_LE(calls, 4);
    EXPECT_EQ(slow.read().body.size(), 20'000'000U);
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(slow.read().status, 200);
    EXPECT_EQ(calls, 100);
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
