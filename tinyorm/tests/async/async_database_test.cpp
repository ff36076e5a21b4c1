#include <tinyorm/async/async_database.hpp>
#include <tinyorm/query/related_query.hpp>

#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_future.hpp>
#include <driver/inert_connection.hpp>
#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <models/blog.hpp>

#include <atomic>
#include <coroutine>
#include <future>
#include <optional>
#include <thread>
#include <vector>

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using testing::HasSubstr;
using testing_support::temporary_directory;
using testing_support::test_database;
using namespace std::chrono_literals;

constexpr auto user_posts = query::one_to_many(User::id, Post::author_id);

// Runs a coroutine on a loop of its own, in this thread, and returns or throws what it does.
template <typename Result>
Result run(asio::awaitable<Result> work) {
    asio::io_context loop;
    auto outcome = asio::co_spawn(loop, std::move(work), asio::use_future);
    loop.run();
    return outcome.get();
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

i64 backend(session& speaking) {
    return speaking.query<i64>("SELECT pg_backend_pid()::int8").front();
}

class async_database_tests : public testing::Test {
protected:
    [[nodiscard]] static database_options with(pool::pool_options pool) {
        return {.pool = std::move(pool)};
    }

    test_database server_;
    temporary_directory directory_;
};

asio::awaitable<std::thread::id> store_and_load(async_database& db) {
    const auto create = [](session& speaking) { speaking.create_tables<User>(); };
    co_await db.run(create);
    const User::row ada{.username = "ada", .email = std::nullopt, .is_active = true};
    const auto inserted = co_await User::insert(ada).execute(db);
    EXPECT_EQ(inserted, 1);
    const auto loaded = co_await User::select().where(User::username == "ada").all(db);
    EXPECT_EQ(loaded.size(), 1U);
    EXPECT_EQ(loaded.front().username, "ada");
    const auto nobody = co_await User::select().where(User::username == "bob").first(db);
    EXPECT_FALSE(nobody);
    const auto one = co_await User::select(User::username).one(db);
    EXPECT_EQ(one, "ada");
    co_return std::this_thread::get_id();
}

TEST_F(async_database_tests, awaits_the_queries_of_both_databases_and_resumes_where_it_was) {
    for (const auto& url : {server_.url(), directory_.sqlite_url()}) {
        async_database db{url};
        EXPECT_EQ(run(store_and_load(db)), std::this_thread::get_id());
    }
}

asio::awaitable<std::string> load_with_posts(async_database& db) {
    const auto write = [](session& within) {
        within.create_tables<User, Post>();
        auto ada = within.create<User>({.username = "ada"});
        auto post = within.create<Post>({.title = "first"});
        post.set(Post::author_id, ada);
    };
    co_await db.transaction(write);
    const auto users = co_await User::select().with(user_posts).all(db);
    EXPECT_EQ(users.size(), 1U);
    const auto only = co_await User::select().with(user_posts).one(db);
    EXPECT_EQ(only->username, "ada");
    co_return users.front().get(user_posts).front().title;
}

TEST_F(async_database_tests, awaits_rows_with_what_they_are_related_to) {
    for (const auto& url : {server_.url(), directory_.sqlite_url()}) {
        async_database db{url};
        EXPECT_EQ(run(load_with_posts(db)), "first");
    }
}

asio::awaitable<void> transact_twice(async_database& db) {
    const auto create = [](session& speaking) { speaking.execute("CREATE TABLE numbers (n int)"); };
    co_await db.run(create);
    const auto add = [](session& speaking) {
        speaking.execute("INSERT INTO numbers VALUES (1)");
        return speaking.execute("INSERT INTO numbers VALUES (2), (3)");
    };
    const auto added = co_await db.transaction(add);
    EXPECT_EQ(added, 2);
    const auto fail = [](session& speaking) {
        speaking.execute("INSERT INTO numbers VALUES (4)");
        throw std::runtime_error("changed its mind");
    };
    auto failing = db.transaction(fail);
    try {
        co_await std::move(failing);
        ADD_FAILURE() << "committed";
    } catch (const std::runtime_error& failed) {
        EXPECT_STREQ(failed.what(), "changed its mind");
    }
    const auto count = [](session& speaking) {
        return speaking.query<i64>("SELECT count(*) FROM numbers").front();
    };
    const auto counted = co_await db.run(count);
    EXPECT_EQ(counted, 3);
}

TEST_F(async_database_tests, commits_what_returns_and_rolls_back_what_throws) {
    async_database db{server_.url()};
    run(transact_twice(db));
}

TEST_F(async_database_tests, completes_with_the_error_of_the_database) {
    async_database db{server_.url()};
    auto outcome =
        db.run([](session& speaking) { speaking.execute("SELECT 1 / 0"); }, asio::use_future);
    EXPECT_EQ(failure_of([&] { outcome.get(); }).sqlstate(), "22012");
    EXPECT_EQ(db.pool().metrics().discarded, 0U);
}

TEST_F(async_database_tests, keeps_the_callers_loop_alive_and_calls_back_on_it) {
    async_database db{server_.url()};
    asio::io_context loop;
    std::optional<i64> answer;
    std::thread::id answered_on;
    db.run(
        [](session& speaking) { return speaking.query<i64>("SELECT 7::int8").front(); },
        asio::bind_executor(
            loop,
            [&](const std::exception_ptr& failure, i64 given) {
                EXPECT_FALSE(failure);
                answer = given;
                answered_on = std::this_thread::get_id();
            }
        )
    );
    EXPECT_EQ(answer, std::nullopt);
    loop.run();
    EXPECT_EQ(answer, 7);
    EXPECT_EQ(answered_on, std::this_thread::get_id());
}

asio::awaitable<void> ask_repeatedly(async_database& db, int turns, i64& sum) {
    const auto ask = [](session& speaking) {
        return speaking.query<i64>("SELECT 1::int8").front();
    };
    for (int turn = 0; turn < turns; ++turn)
        sum += co_await db.run(ask);
}

TEST_F(async_database_tests, serves_64_coroutines_with_4_connections) {
    constexpr int turns = 10;
    async_database db{server_.url(), with({.max_size = 4, .acquire_timeout = 10min})};
    asio::io_context loop;
    i64 sum = 0;
    for (int i = 0; i < 64; ++i) {
        asio::co_spawn(loop, ask_repeatedly(db, turns, sum), [](const std::exception_ptr& failure) {
            EXPECT_FALSE(failure);
        });
    }
    loop.run();
    EXPECT_EQ(sum, 64 * turns);
    EXPECT_LE(server_.session_count(), 4);
    EXPECT_EQ(db.pool().metrics().waiting, 0U);
}

// A closure that holds its connection until it is told to go on.
class held_connection {
public:
    explicit held_connection(async_database& db)
        : outcome_(db.run(
              [this](session& speaking) {
                  started_.set_value(backend(speaking));
                  go_on_.get_future().wait();
              },
              asio::use_future
          )),
          backend_(started_.get_future().get()) {}
    held_connection(const held_connection&) = delete;
    held_connection& operator=(const held_connection&) = delete;
    ~held_connection() { release(); }

    void release() {
        if (!outcome_.valid()) return;
        go_on_.set_value();
        outcome_.get();
    }
    [[nodiscard]] i64 backend_pid() const { return backend_; }

private:
    std::promise<i64> started_;
    std::promise<void> go_on_;
    std::future<void> outcome_;
    i64 backend_;
};

TEST_F(async_database_tests, gives_up_waiting_at_the_deadline_and_names_the_holder) {
    async_database db{server_.url(), with({.max_size = 1, .acquire_timeout = 200ms})};
    held_connection held{db};
    auto late = db.run(&backend, asio::use_future);
    const auto refused = failure_of([&] { late.get(); });
    EXPECT_EQ(refused.kind(), error_kind::pool_exhausted);
    EXPECT_THAT(refused.what(), HasSubstr("async_database_test.cpp"));
}

TEST_F(async_database_tests, refuses_at_once_when_the_queue_is_full) {
    async_database db{
        server_.url(), with({.max_size = 1, .max_waiting = 1, .acquire_timeout = 10min})};
    held_connection held{db};
    auto waits = db.run(&backend, asio::use_future);
    auto refused = db.run(&backend, asio::use_future);
    EXPECT_EQ(failure_of([&] { refused.get(); }).kind(), error_kind::pool_exhausted);
    held.release();
    EXPECT_EQ(waits.get(), held.backend_pid());
}

TEST_F(async_database_tests, withdraws_what_is_cancelled_while_it_waits) {
    async_database db{server_.url(), with({.max_size = 1, .acquire_timeout = 10min})};
    held_connection held{db};
    asio::io_context loop;
    asio::cancellation_signal signal;
    std::exception_ptr outcome;
    db.run(
        [](session&) { ADD_FAILURE() << "ran although it was cancelled"; },
        asio::bind_cancellation_slot(
            signal.slot(),
            asio::bind_executor(loop, [&](const std::exception_ptr& failure) { outcome = failure; })
        )
    );
    signal.emit(asio::cancellation_type::all);
    loop.run();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(failure_of([&] { std::rethrow_exception(outcome); }).kind(), error_kind::cancelled);
    EXPECT_EQ(db.pool().metrics().waiting, 0U);
}

TEST_F(async_database_tests, stops_and_rolls_back_what_is_cancelled_while_it_runs) {
    async_database db{server_.url(), with({.max_size = 1})};
    const auto direct = driver::open_connection(server_.url());
    direct->execute_script("CREATE TABLE numbers (n int)");
    asio::io_context loop;
    asio::cancellation_signal signal;
    std::exception_ptr outcome;
    std::promise<void> started;
    i64 cancelled_backend = 0;
    db.transaction(
        [&](session& speaking) {
            speaking.execute("INSERT INTO numbers VALUES (1)");
            cancelled_backend = backend(speaking);
            started.set_value();
            speaking.execute("SELECT pg_sleep(600)");
        },
        asio::bind_cancellation_slot(
            signal.slot(),
            asio::bind_executor(loop, [&](const std::exception_ptr& failure) { outcome = failure; })
        )
    );
    started.get_future().wait();
    signal.emit(asio::cancellation_type::terminal);
    loop.run();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(failure_of([&] { std::rethrow_exception(outcome); }).kind(), error_kind::cancelled);
    EXPECT_EQ(db.run(&backend, asio::use_future).get(), cancelled_backend);
    EXPECT_EQ(db.pool().metrics().discarded, 0U);
    const auto counted = direct->execute("SELECT count(*) FROM numbers");
    EXPECT_EQ(counted->next_row()[0].view(), "0");
}

// A connection whose server stands still when it is asked whether it lives.
class silent_connection final : public testing_support::inert_connection {
public:
    void ping() override {
        is_asked_.set_value();
        gives_up_.get_future().wait();
        throw error(error_kind::connection_lost, "cut");
    }
    static void wait_until_asked() { is_asked_.get_future().wait(); }

protected:
    void interrupt() noexcept override {
        if (!is_cut_.exchange(true)) gives_up_.set_value();
    }

private:
    static inline std::promise<void> is_asked_;  // of the one connection that the test opens
    std::promise<void> gives_up_;
    std::atomic<bool> is_cut_{false};
};

TEST(async_database_cancellation, reaches_the_proof_of_a_connection_that_stands_still) {
    driver::register_driver(
        {.dialect = dialect_kind::sqlite,
         .schemes = {"silent"},
         .open = [](std::string_view) -> std::unique_ptr<driver::connection> {
             return std::make_unique<silent_connection>();
         },
         .is_private = [](std::string_view) { return false; }}
    );
    async_database db{"silent:", {.pool = {.max_size = 1, .ping_after_idle = 0ms}}};
    asio::io_context loop;
    asio::cancellation_signal signal;
    std::exception_ptr outcome;
    db.run(
        [](session&) { ADD_FAILURE() << "ran although it was cancelled"; },
        asio::bind_cancellation_slot(
            signal.slot(),
            asio::bind_executor(loop, [&](const std::exception_ptr& failure) { outcome = failure; })
        )
    );
    silent_connection::wait_until_asked();
    signal.emit(asio::cancellation_type::terminal);
    loop.run();
    ASSERT_TRUE(outcome);
    EXPECT_EQ(failure_of([&] { std::rethrow_exception(outcome); }).kind(), error_kind::cancelled);
    EXPECT_EQ(db.pool().metrics().discarded, 1U);
}

TEST_F(async_database_tests, never_cancels_the_next_user_of_a_connection) {
    async_database db{server_.url(), with({.max_size = 1, .acquire_timeout = 10min})};
    asio::io_context loop;
    for (int i = 0; i < 100; ++i) {
        asio::cancellation_signal signal;
        int completed = 0;
        db.run(
            [](session& speaking) { speaking.execute("SELECT 1"); },
            asio::bind_cancellation_slot(
                signal.slot(),
                asio::bind_executor(loop, [&](const std::exception_ptr&) { ++completed; })
            )
        );
        signal.emit(asio::cancellation_type::total);
        auto innocent = db.run(&backend, asio::use_future);
        EXPECT_GT(innocent.get(), 0);
        loop.restart();
        loop.run();
        ASSERT_EQ(completed, 1);
    }
    EXPECT_EQ(db.pool().metrics().discarded, 0U);
}

TEST_F(async_database_tests, replaces_a_connection_that_died_while_idle) {
    async_database db{server_.url(), with({.max_size = 2, .ping_after_idle = 0ms})};
    const auto before = db.run(&backend, asio::use_future).get();
    server_.kill_sessions();
    EXPECT_NE(db.run(&backend, asio::use_future).get(), before);
}

TEST_F(async_database_tests, refuses_what_waits_and_finishes_what_runs_when_it_ends) {
    auto db = std::make_unique<async_database>(
        server_.url(), with({.max_size = 1, .acquire_timeout = 10min})
    );
    std::promise<void> started;
    std::promise<void> go_on;
    auto runs = db->run(
        [&](session& speaking) {
            started.set_value();
            go_on.get_future().wait();
            return backend(speaking);
        },
        asio::use_future
    );
    started.get_future().wait();
    auto waits = db->run(&backend, asio::use_future);
    std::jthread ending{[&] { db.reset(); }};
    EXPECT_EQ(failure_of([&] { waits.get(); }).kind(), error_kind::cancelled);
    go_on.set_value();
    EXPECT_GT(runs.get(), 0);
}

TEST_F(async_database_tests, says_why_it_cannot_connect) {
    async_database db{"postgres:///app?host=/nowhere/at/all"};
    auto outcome = db.run(&backend, asio::use_future);
    EXPECT_EQ(failure_of([&] { outcome.get(); }).kind(), error_kind::cannot_connect);
}

// A coroutine type that knows nothing of asio but how to start an operation, as frameworks have
// their own.
struct fire {
    struct promise_type {
        fire get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

struct use_fire {
    asio::io_context* loop;
};

template <typename Initiate, typename Result>
class fire_operation {
public:
    fire_operation(Initiate initiate, asio::io_context& loop)
        : initiate_(std::move(initiate)),
          loop_(loop) {}

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
        std::move(initiate_
        )(asio::bind_executor(loop_, [this, waiting](std::exception_ptr failure, Result result) {
            failure_ = std::move(failure);
            result_ = std::move(result);
            waiting.resume();
        }));
    }
    Result await_resume() {
        if (failure_) std::rethrow_exception(failure_);
        return std::move(result_);
    }

private:
    Initiate initiate_;
    asio::io_context& loop_;
    std::exception_ptr failure_;
    Result result_{};
};

}  // namespace
}  // namespace tinyorm

template <typename Result>
class asio::async_result<tinyorm::use_fire, void(std::exception_ptr, Result)> {
public:
    template <typename Initiation, typename... Arguments>
    static auto initiate(Initiation initiation, tinyorm::use_fire token, Arguments... arguments) {
        auto start = [initiation = std::move(initiation),
                      ... arguments = std::move(arguments)](auto handler) mutable {
            std::move(initiation)(std::move(handler), std::move(arguments)...);
        };
        return tinyorm::fire_operation<decltype(start), Result>{std::move(start), *token.loop};
    }
};

namespace tinyorm {
namespace {

fire ask_by_another_token(async_database& db, asio::io_context& loop, std::vector<i64>& answers) {
    const auto ask = [](session& speaking) { return speaking.query<i64>("SELECT 7::int8"); };
    auto first = db.run(ask, use_fire{&loop});
    const auto rows = co_await first;
    answers.push_back(rows.front());
    auto failing =
        db.run([](session& speaking) { return speaking.execute("nonsense"); }, use_fire{&loop});
    try {
        (void)co_await failing;
    } catch (const error& failed) {
        answers.push_back(failed.kind() == error_kind::invalid_query ? 1 : 0);
    }
}

TEST_F(async_database_tests, is_awaited_by_any_coroutine_type_through_its_token) {
    async_database db{server_.url()};
    asio::io_context loop;
    std::vector<i64> answers;
    ask_by_another_token(db, loop, answers);
    loop.run();
    EXPECT_THAT(answers, testing::ElementsAre(7, 1));
}

}  // namespace
}  // namespace tinyorm
