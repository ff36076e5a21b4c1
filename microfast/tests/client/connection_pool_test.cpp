#include <microfast/client/connection_pool.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "client/on_loop.hpp"
#include "client/raw_server.hpp"

namespace microfast::client {

namespace {

using std::chrono::milliseconds;

/// Takes a connection, notes that it has it, and gives it back when told to.
task<void> visit(connection_pool& pool, std::string name, std::string& log, bool& may_leave) {
    auto taken = co_await pool.acquire();
    log += name;
    while (!may_leave)
        co_await net::sleep_for(milliseconds(1));
    taken.give_back();
}

task<void> until(const std::function<bool()>& holds) {
    while (!holds())
        co_await net::sleep_for(milliseconds(1));
}

std::optional<failure> failure_of(const client_error& failed) {
    return failed.kind();
}

TEST(connection_pool, hands_its_connections_on_in_order) {
    raw_server server([](raw_connection& client) { client.wait_for_end(); });
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        connection_pool pool(loop, parse_origin(server.url()), {.connections = 1});
        std::string log;
        bool may_leave = false;
        for (const auto* const name : {"a", "b", "c"})
            loop.spawn(visit(pool, name, log, may_leave));
        const std::function<bool()> is_in = [&] { return log == "a"; };
        co_await until(is_in);
        EXPECT_EQ(pool.waiting(), 2U);
        may_leave = true;
        const std::function<bool()> are_done = [&] { return pool.in_use() == 0; };
        co_await until(are_done);
        EXPECT_EQ(log, "abc");
        EXPECT_EQ(pool.idle(), 1U);
        const std::function<bool()> is_accepted = [&] { return server.accepted() > 0; };
        co_await until(is_accepted);
    });
    EXPECT_EQ(server.accepted(), 1);
}

TEST(connection_pool, lets_wait_so_many_for_so_long) {
    raw_server server([](raw_connection& client) { client.wait_for_end(); });
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        const pool_options options{.connections = 1, .waiting = 1, .patience = milliseconds(20)};
        connection_pool pool(loop, parse_origin(server.url()), options);
        const auto taken = co_await pool.acquire();
        std::string log;
        bool may_leave = true;
        loop.spawn(visit(pool, "waits", log, may_leave));
        EXPECT_EQ(pool.waiting(), 1U);
        std::optional<failure> seen;
        bool was_late = true;
        try {
            (void)co_await pool.acquire();
        } catch (const client_error& failed) {
            seen = failure_of(failed);
            was_late = failed.is_timeout();
        }
        EXPECT_EQ(seen, failure::busy);
        EXPECT_FALSE(was_late);
        const std::function<bool()> has_given_up = [&] { return pool.waiting() == 0; };
        co_await until(has_given_up);
        EXPECT_EQ(log, "");
        EXPECT_EQ(pool.in_use(), 1U);
    });
}

TEST(connection_pool, gives_up_its_place_when_it_cannot_connect) {
    std::string nobody;
    {
        const raw_server gone([](raw_connection&) {});
        nobody = gone.url();
    }
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        connection_pool pool(loop, parse_origin(nobody), {.connections = 1});
        for (int i = 0; i < 3; ++i) {
            std::optional<failure> seen;
            try {
                (void)co_await pool.acquire();
            } catch (const client_error& failed) {
                seen = failure_of(failed);
            }
            EXPECT_EQ(seen, failure::not_connected);
        }
        EXPECT_EQ(pool.in_use(), 0U);
    });
}

TEST(connection_pool, keeps_few_and_not_for_long) {
    raw_server server([](raw_connection& client) { client.wait_for_end(); });
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        const pool_options options{.connections = 3, .idle = 2, .idle_time = milliseconds(1'000)};
        connection_pool pool(loop, parse_origin(server.url()), options);
        {
            auto first = co_await pool.acquire();
            auto second = co_await pool.acquire();
            auto third = co_await pool.acquire();
            first.give_back();
            second.give_back();
            third.give_back();
        }
        EXPECT_EQ(pool.idle(), 2U);
        pool.close_expired(loop.now());
        EXPECT_EQ(pool.idle(), 2U);
        pool.close_expired(loop.now() + milliseconds(1'001));
        EXPECT_EQ(pool.idle(), 0U);
    });
}

TEST(connection_pool, does_not_give_out_what_the_server_has_closed) {
    raw_server server([](raw_connection& client) { (void)client.read(1); });
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        connection_pool pool(loop, parse_origin(server.url()), {});
        auto taken = co_await pool.acquire();
        (void)co_await taken->send("x", milliseconds(1'000));
        connection* const used = &*taken;
        const std::function<bool()> is_closed = [&] { return !used->is_quiet(); };
        co_await until(is_closed);
        taken.give_back();
        const auto other = co_await pool.acquire();
        EXPECT_FALSE(other->was_used());
        const std::function<bool()> are_accepted = [&] { return server.accepted() == 2; };
        co_await until(are_accepted);
    });
}

TEST(connection_pool, closes_what_is_in_use_when_it_ends) {
    raw_server server([](raw_connection& client) { client.wait_for_end(); });
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        auto pool =
            std::make_unique<connection_pool>(loop, parse_origin(server.url()), pool_options{});
        auto taken = co_await pool->acquire();
        auto moved = std::move(taken);
        pool.reset();
        EXPECT_FALSE(moved);
        moved.give_back();
    });
}

}  // namespace

}  // namespace microfast::client
