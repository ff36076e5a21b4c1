#include <tinyorm/pool/connection_pool.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace tinyorm::pool {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing_support::required_environment;
using testing_support::temporary_directory;
using testing_support::test_database;
using namespace std::chrono_literals;

template <typename T>
T only_value(driver::connection& database, std::string_view sql) {
    const auto rows = database.execute(sql);
    T target{};
    decode(rows->next_row()[0], target);
    return target;
}

i64 backend_of(const lease& held) {
    return only_value<i64>(*held, "SELECT pg_backend_pid()");
}

template <typename Action>
error failure_of(const Action& action) {
    try {
        action();
    } catch (const error& failed) {
        return failed;
    }
    throw std::logic_error("nothing failed");
}

class sqlite_pool : public testing::Test {
protected:
    temporary_directory directory_;
};

class postgres_pool : public testing::Test {
protected:
    test_database server_;
};

TEST_F(sqlite_pool, opens_no_more_than_are_needed) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 4}};
    EXPECT_EQ(pool.metrics().open, 0U);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT 1"), 1);
    EXPECT_EQ(pool.metrics().open, 1U);
    EXPECT_EQ(pool.metrics().leases, 3U);
    const auto first = pool.acquire();
    const auto second = pool.acquire();
    EXPECT_EQ(pool.metrics().open, 2U);
    EXPECT_EQ(pool.metrics().in_use, 2U);
}

TEST_F(sqlite_pool, serves_waiters_in_order_of_arrival) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1}};
    auto held = pool.acquire();
    std::vector<int> served;
    std::vector<lease> granted(3);
    for (int i = 0; i < 3; ++i) {
        pool.acquire_then([&, i](lease taken, const std::exception_ptr&) {
            served.push_back(i);
            granted[static_cast<std::size_t>(i)] = std::move(taken);
        });
    }
    EXPECT_EQ(pool.metrics().waiting, 3U);
    held.release();
    EXPECT_THAT(served, testing::ElementsAre(0));
    granted[0].release();
    granted[1].release();
    EXPECT_THAT(served, testing::ElementsAre(0, 1, 2));
}

TEST_F(sqlite_pool, refuses_callers_beyond_its_queue) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1, .max_waiting = 1}};
    const auto held = pool.acquire();
    const auto first = pool.acquire_then([](const lease&, const std::exception_ptr&) {});
    const auto refused = failure_of([&] { (void)pool.acquire(); });
    EXPECT_EQ(refused.kind(), error_kind::pool_exhausted);
    EXPECT_THAT(refused.what(), HasSubstr("too many callers wait"));
    EXPECT_EQ(pool.metrics().refusals, 1U);
    pool.withdraw(first, std::make_exception_ptr(std::runtime_error("enough")));
}

TEST_F(sqlite_pool, names_its_state_and_its_longest_holder_on_timeout) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1, .acquire_timeout = 1ms}};
    std::promise<lease> granted;
    pool.acquire_then([&](lease taken, const std::exception_ptr&) {
        granted.set_value(std::move(taken));
    });
    const auto held = granted.get_future().get();
    const auto late = failure_of([&] { (void)pool.acquire(); });
    EXPECT_EQ(late.kind(), error_kind::pool_exhausted);
    EXPECT_THAT(
        late.what(),
        AllOf(HasSubstr("1 of 1 connections in use"), HasSubstr("by connection_pool_test.cpp:"))
    );
    EXPECT_EQ(pool.metrics().timeouts, 1U);
    EXPECT_EQ(pool.metrics().waiting, 0U);
}

TEST_F(sqlite_pool, withdraws_a_waiter_exactly_once) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1}};
    auto held = pool.acquire();
    int calls = 0;
    const auto place = pool.acquire_then([&](const lease& taken, const std::exception_ptr& reason) {
        ++calls;
        EXPECT_FALSE(taken);
        EXPECT_TRUE(reason);
    });
    EXPECT_TRUE(
        pool.withdraw(place, std::make_exception_ptr(std::runtime_error("changed its mind")))
    );
    EXPECT_FALSE(pool.withdraw(place, nullptr));
    EXPECT_FALSE(pool.expire(place));
    held.release();
    EXPECT_EQ(calls, 1);
}

TEST_F(sqlite_pool, rolls_back_what_was_left_open) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1}};
    pool.acquire()->execute_script("CREATE TABLE numbers (n INTEGER)");
    {
        const auto careless = pool.acquire();
        careless->begin();
        careless->execute("INSERT INTO numbers VALUES (1)");
    }
    EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT count(*) FROM numbers"), 0);
    EXPECT_EQ(pool.metrics().discarded, 0U);
}

TEST_F(sqlite_pool, keeps_a_memory_database_alive_with_one_connection) {
    connection_pool pool{"sqlite::memory:", {.max_size = 8, .life_limit = 0ms}};
    EXPECT_EQ(pool.options().max_size, 1U);
    pool.acquire()->execute_script("CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (7)");
    pool.evict();
    EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT n FROM kept"), 7);
}

TEST_F(sqlite_pool, reports_a_leak_once) {
    std::promise<leak_report> reported;
    std::atomic<int> reports{0};
    connection_pool pool{
        directory_.sqlite_url(),
        {.leak_threshold = 1ms, .report_leak = [&](const leak_report& leak) {
             if (++reports == 1) reported.set_value(leak);
         }}};
    auto held = pool.acquire();
    const auto leak = reported.get_future().get();
    EXPECT_GE(leak.held_for, 1ms);
    EXPECT_THAT(leak.holder.file_name(), HasSubstr("connection_pool_test.cpp"));
    held.release();
    EXPECT_EQ(pool.metrics().leaks, 1U);
    EXPECT_EQ(reports, 1);
}

TEST_F(sqlite_pool, replaces_connections_at_the_end_of_their_life) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 2, .life_limit = 0ms}};
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT 1"), 1);
    EXPECT_EQ(pool.metrics().opened, 3U);
    EXPECT_EQ(pool.metrics().open, 0U);
}

TEST_F(sqlite_pool, refuses_a_url_it_cannot_use) {
    EXPECT_EQ(
        failure_of([] { connection_pool pool{"nonsense:x"}; }).kind(),
        error_kind::invalid_configuration
    );
    EXPECT_EQ(
        failure_of([] { connection_pool pool{"sqlite:a?b=c"}; }).kind(),
        error_kind::invalid_configuration
    );
    EXPECT_EQ(
        failure_of([] { connection_pool pool("sqlite:a", {.max_size = 0}); }).kind(),
        error_kind::invalid_configuration
    );
}

TEST_F(sqlite_pool, says_why_it_cannot_open_instead_of_letting_callers_wait) {
    connection_pool pool{"sqlite:/nowhere/at/all.db", {.acquire_timeout = 10min}};
    EXPECT_EQ(failure_of([&] { (void)pool.acquire(); }).kind(), error_kind::cannot_connect);
    EXPECT_EQ(pool.metrics().open, 0U);
}

TEST_F(sqlite_pool, does_not_storm_a_database_that_refuses) {
    connection_pool pool{"sqlite:/nowhere/at/all.db", {.max_size = 8, .acquire_timeout = 10min}};
    std::vector<std::jthread> callers;
    for (int i = 0; i < 64; ++i)
        callers.emplace_back([&] { EXPECT_THROW((void)pool.acquire(), error); });
    callers.clear();
    EXPECT_LT(pool.metrics().open_failures, 16U);
}

TEST_F(sqlite_pool, tells_waiters_that_it_closes) {
    auto pool =
        std::make_unique<connection_pool>(directory_.sqlite_url(), pool_options{.max_size = 1});
    auto held = pool->acquire();
    std::exception_ptr told;
    pool->acquire_then([&](const lease&, const std::exception_ptr& reason) { told = reason; });
    pool.reset();
    ASSERT_TRUE(told);
    EXPECT_EQ(failure_of([&] { std::rethrow_exception(told); }).kind(), error_kind::cancelled);
    held.release();
}

TEST_F(postgres_pool, keeps_its_minimum_open) {
    connection_pool pool{server_.url(), {.min_size = 2}};
    while (server_.session_count() != 2)
        continue;
    EXPECT_EQ(pool.metrics().open, 2U);
}

TEST_F(postgres_pool, proves_a_connection_after_an_error) {
    connection_pool pool{server_.url(), {.max_size = 1}};
    auto held = pool.acquire();
    const auto backend = backend_of(held);
    EXPECT_THROW(held->execute("SELECT 1 / 0"), error);
    held.release();
    held = pool.acquire();
    EXPECT_EQ(backend_of(held), backend);
    server_.kill_sessions();
    EXPECT_EQ(failure_of([&] { held->execute("SELECT 1"); }).kind(), error_kind::connection_lost);
    held.release();
    EXPECT_NE(backend_of(pool.acquire()), backend);
    EXPECT_EQ(pool.metrics().discarded, 1U);
}

TEST_F(postgres_pool, hands_out_no_connection_that_died_while_idle) {
    connection_pool pool{server_.url(), {.max_size = 2, .ping_after_idle = 0ms}};
    {
        const auto first = pool.acquire();
        const auto second = pool.acquire();
    }
    server_.kill_sessions();
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT 1"), 1);
    EXPECT_EQ(pool.metrics().discarded, 2U);
}

TEST_F(postgres_pool, closes_what_returns_after_its_end) {
    auto pool = std::make_unique<connection_pool>(server_.url());
    auto held = pool->acquire();
    pool.reset();
    EXPECT_EQ(only_value<i64>(*held, "SELECT 1"), 1);
    held.release();
    while (server_.session_count() != 0)
        continue;
}

TEST_F(postgres_pool, evicts_idle_connections_now_and_others_on_return) {
    connection_pool pool{server_.url()};
    auto held = pool.acquire();
    pool.acquire().release();
    pool.evict();
    EXPECT_EQ(pool.metrics().open, 1U);
    held.release();
    EXPECT_EQ(pool.metrics().open, 0U);
    while (server_.session_count() != 0)
        continue;
}

TEST_F(postgres_pool, serves_64_callers_with_4_connections) {
    constexpr int callers = 64;
    constexpr int turns = 10;
    connection_pool pool{server_.url(), {.max_size = 4, .acquire_timeout = 10min}};
    std::atomic<int> in_use{0};
    std::atomic<int> most{0};
    std::atomic<i64> sum{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < callers; ++i) {
        threads.emplace_back([&] {
            for (int turn = 0; turn < turns; ++turn) {
                const auto held = pool.acquire();
                const int now = ++in_use;
                for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);)
                    continue;
                sum += only_value<i64>(*held, "SELECT 1");
                --in_use;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(sum, callers * turns);
    EXPECT_LE(most, 4);
    EXPECT_LE(pool.metrics().opened, 4U);
    EXPECT_EQ(pool.metrics().in_use, 0U);
    EXPECT_EQ(pool.metrics().waiting, 0U);
}

TEST_F(postgres_pool, recovers_while_backends_are_killed_under_load) {
    connection_pool pool{server_.url(), {.max_size = 4, .acquire_timeout = 10min}};
    std::atomic<bool> is_over{false};
    std::atomic<int> succeeded{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            while (!is_over) {
                try {
                    succeeded += static_cast<int>(only_value<i64>(*pool.acquire(), "SELECT 1"));
                } catch (const error& failed) {
                    EXPECT_EQ(failed.kind(), error_kind::connection_lost) << failed.what();
                }
            }
        });
    }
    for (int round = 0; round < 10; ++round) {
        const int before = succeeded;
        while (succeeded < before + 50)
            std::this_thread::yield();
        server_.kill_sessions();
    }
    is_over = true;
    threads.clear();
    EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT 1"), 1);
    EXPECT_LE(pool.metrics().open, 4U);
    EXPECT_EQ(pool.metrics().in_use, 0U);
}

TEST(restarted_server, is_used_again_by_the_same_pool) {
    const auto script = required_environment("TEST_SERVICES_SCRIPT");
    const temporary_directory directory;
    const auto run = [&](const std::string& verb) {
        return std::system(
            (script + ' ' + verb + ' ' + (directory / "pg").string() + " --postgres 1").c_str()
        );
    };
    std::filesystem::permissions(
        directory / "", std::filesystem::perms::others_all, std::filesystem::perm_options::add
    );
    ASSERT_EQ(run("start"), 0);
    connection_pool pool{
        "postgres:///postgres?host=" + (directory / "pg").string() + "&port=5500&user=postgres",
        {.max_size = 2, .ping_after_idle = 0ms}};
    pool.acquire()->execute_script("CREATE TABLE survivor (n int)");
    ASSERT_EQ(run("halt"), 0);
    EXPECT_EQ(failure_of([&] { (void)pool.acquire(); }).kind(), error_kind::cannot_connect);
    ASSERT_EQ(run("start"), 0);
    EXPECT_EQ(only_value<i64>(*pool.acquire(), "SELECT count(*) FROM survivor"), 0);
    ASSERT_EQ(run("stop"), 0);
}

TEST_F(postgres_pool, abandons_a_database_that_stands_still) {
    connection_pool pool{server_.url(), {.max_size = 2}};
    std::promise<i64> backend;
    auto found = backend.get_future();
    auto asking = std::async(std::launch::async, [&] {
        const auto held = pool.acquire();
        backend.set_value(backend_of(held));
        return failure_of([&] { held->execute_script("SELECT pg_sleep(3600)"); }).kind();
    });
    const auto stopped = static_cast<pid_t>(found.get());
    ASSERT_EQ(::kill(stopped, SIGSTOP), 0);
    pool.abandon();
    // Refused if it had not begun yet, cut off if it had.
    EXPECT_THAT(asking.get(), AnyOf(error_kind::cancelled, error_kind::connection_lost));
    ::kill(stopped, SIGCONT);
    EXPECT_EQ(failure_of([&] { (void)pool.acquire(); }).kind(), error_kind::cancelled);
}

TEST_F(sqlite_pool, abandons_what_is_leased) {
    connection_pool pool{directory_.sqlite_url(), {.max_size = 1}};
    const auto held = pool.acquire();
    EXPECT_EQ(only_value<i64>(*held, "SELECT 1"), 1);
    pool.abandon();
    EXPECT_EQ(failure_of([&] { held->execute_script("SELECT 1"); }).kind(), error_kind::cancelled);
}

}  // namespace
}  // namespace tinyorm::pool
