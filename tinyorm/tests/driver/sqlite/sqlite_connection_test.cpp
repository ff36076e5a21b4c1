#include <tinyorm/driver/registry.hpp>

#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace tinyorm::driver {
namespace {

using testing::HasSubstr;
using testing_support::temporary_directory;

template <typename T>
T only_value(
    connection& database, std::string_view sql, const std::vector<value>& parameters = {}
) {
    const auto rows = database.execute(sql, parameters);
    T target{};
    decode(rows->next_row()[0], target);
    return target;
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

class sqlite_connection : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<connection> open(const std::string& parameters = "") const {
        return open_connection(directory_.sqlite_url() + parameters);
    }

    temporary_directory directory_;
    std::unique_ptr<connection> database_ = open();
};

TEST_F(sqlite_connection, keeps_every_type_exactly) {
    database_->execute_script("CREATE TABLE kept (id INTEGER PRIMARY KEY, held ANY) STRICT");
    const std::vector<value> values{
        value{},
        value{std::numeric_limits<i64>::min()},
        value{0.1},
        value{std::string{"a\0b", 3}},
        value{""},
        value{bytes{std::byte{0}, std::byte{255}}},
        value{bytes{}},
        value{timestamp{std::chrono::microseconds{1}}}};
    for (const auto& one : values)
        database_->execute("INSERT INTO kept (held) VALUES (?1)", {&one, 1});
    const auto rows = database_->execute("SELECT held FROM kept ORDER BY id");
    const auto next = [&rows] { return rows->next_row()[0]; };
    const auto decoded = [&next]<typename T>(T target) {
        decode(next(), target);
        return target;
    };
    EXPECT_TRUE(next().is_null());
    EXPECT_EQ(decoded(i64{}), std::numeric_limits<i64>::min());
    EXPECT_EQ(decoded(double{}), 0.1);
    EXPECT_EQ(decoded(std::string{}), (std::string{"a\0b", 3}));
    EXPECT_EQ(decoded(std::string{"x"}), "");
    EXPECT_EQ(decoded(bytes{}), (bytes{std::byte{0}, std::byte{255}}));
    EXPECT_EQ(decoded(bytes{std::byte{1}}), bytes{});
    EXPECT_EQ(decoded(timestamp{}), timestamp{std::chrono::microseconds{1}});
    EXPECT_TRUE(rows->next_row().empty());
    EXPECT_TRUE(rows->next_row().empty());
}

TEST_F(sqlite_connection, takes_arrays_as_json) {
    const value integers{std::vector<i64>{3, -4}};
    EXPECT_EQ(only_value<i64>(*database_, "SELECT sum(value) FROM json_each(?1)", {integers}), -1);
    const value texts{std::vector<std::string>{"a\"b\\", "line\n\x01", ""}};
    EXPECT_EQ(
        only_value<std::string>(
            *database_, "SELECT group_concat(value, '|') FROM json_each(?1)", {texts}
        ),
        "a\"b\\|line\n\x01|"
    );
}

TEST_F(sqlite_connection, counts_changed_rows_only) {
    database_->execute_script("CREATE TABLE numbers (n INTEGER)");
    EXPECT_EQ(database_->execute("INSERT INTO numbers VALUES (1), (2), (3)")->affected_rows(), 3);
    EXPECT_EQ(database_->execute("CREATE TABLE other (n INTEGER)")->affected_rows(), 0);
    const auto selected = database_->execute("SELECT n FROM numbers");
    while (!selected->next_row().empty())
        continue;
    EXPECT_EQ(selected->affected_rows(), 0);
    const auto returned = database_->execute("DELETE FROM numbers WHERE n > 1 RETURNING n");
    while (!returned->next_row().empty())
        continue;
    EXPECT_EQ(returned->affected_rows(), 2);
}

TEST_F(sqlite_connection, executes_a_statement_that_is_still_being_read) {
    const std::vector<value> parameters{value{2}};
    constexpr auto sql = "SELECT value FROM json_each('[1,2,3]') WHERE value >= ?1";
    const auto outer = database_->execute(sql, parameters);
    ASSERT_EQ(outer->next_row()[0].integer, 2);
    EXPECT_EQ(only_value<i64>(*database_, sql, {value{3}}), 3);
    EXPECT_EQ(outer->next_row()[0].integer, 3);
}

TEST_F(sqlite_connection, says_which_constraint_failed) {
    database_->execute_script(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER "
        "CONSTRAINT adult CHECK (age > 17));"
        "CREATE TABLE posts (author INTEGER REFERENCES users);"
        "INSERT INTO users VALUES (1, 'ada', 36)"
    );
    const auto taken =
        failure_of([&] { database_->execute("INSERT INTO users (name) VALUES ('ada')"); });
    EXPECT_EQ(taken.kind(), error_kind::unique_violation);
    EXPECT_EQ(taken.table(), "users");
    EXPECT_EQ(taken.column(), "name");
    EXPECT_EQ(
        failure_of([&] { database_->execute("INSERT INTO users (id) VALUES (2)"); }).column(),
        "name"
    );
    EXPECT_EQ(
        failure_of([&] { database_->execute("UPDATE users SET age = 3"); }).constraint(), "adult"
    );
    EXPECT_EQ(
        failure_of([&] { database_->execute("INSERT INTO posts VALUES (9)"); }).kind(),
        error_kind::foreign_key_violation
    );
}

TEST_F(sqlite_connection, explains_a_statement_it_cannot_run) {
    const auto unknown = failure_of([&] { database_->execute("SELECT nobody FROM nowhere"); });
    EXPECT_EQ(unknown.kind(), error_kind::invalid_query);
    EXPECT_THAT(
        unknown.what(),
        testing::AllOf(HasSubstr("no such table: nowhere"), HasSubstr("SELECT nobody"))
    );
    EXPECT_THAT(
        failure_of([&] { database_->execute("SELECT ?1, ?2"); }).what(),
        HasSubstr("takes 2 parameters")
    );
    EXPECT_THAT(
        failure_of([&] { database_->execute("SELECT 1; SELECT 2"); }).what(),
        HasSubstr("one statement")
    );
    EXPECT_THAT(failure_of([&] { database_->execute(" -- nothing"); }).what(), HasSubstr("empty"));
    EXPECT_EQ(only_value<i64>(*database_, "SELECT 1; -- and a comment"), 1);
}

TEST_F(sqlite_connection, is_doubtful_after_an_error_until_it_is_proven) {
    EXPECT_TRUE(database_->is_sound());
    EXPECT_THROW(database_->execute("nonsense"), error);
    EXPECT_FALSE(database_->is_sound());
    database_->ping();
    EXPECT_TRUE(database_->is_sound());
    database_->begin();
    EXPECT_FALSE(database_->is_sound());
    database_->rollback();
    EXPECT_TRUE(database_->is_sound());
}

TEST_F(sqlite_connection, rolls_back_to_a_savepoint) {
    database_->execute_script("CREATE TABLE numbers (n INTEGER)");
    database_->begin();
    database_->execute("INSERT INTO numbers VALUES (1)");
    database_->savepoint("inner \"one\"");
    database_->execute("INSERT INTO numbers VALUES (2)");
    database_->rollback_to("inner \"one\"");
    database_->release("inner \"one\"");
    database_->commit();
    EXPECT_EQ(only_value<i64>(*database_, "SELECT sum(n) FROM numbers"), 1);
}

TEST_F(sqlite_connection, writes_nothing_in_a_read_only_transaction) {
    database_->execute_script("CREATE TABLE numbers (n INTEGER)");
    database_->begin({.access = access_mode::read_only});
    EXPECT_EQ(
        failure_of([&] { database_->execute("INSERT INTO numbers VALUES (1)"); }).kind(),
        error_kind::permission_denied
    );
    database_->rollback();
    database_->execute("INSERT INTO numbers VALUES (1)");
}

TEST_F(sqlite_connection, is_not_sound_while_it_cannot_end_being_read_only) {
    database_->execute_script("CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1)");
    database_->begin({.access = access_mode::read_only});
    auto reading = database_->execute("SELECT n FROM numbers UNION ALL SELECT 2");
    (void)reading->next_row();
    database_->execute_script("COMMIT");
    database_->cancel();  // SQLite interrupts whatever comes while a statement is under way
    database_->rollback();
    reading.reset();
    database_->ping();
    EXPECT_FALSE(database_->is_sound());
    database_->rollback();
    EXPECT_TRUE(database_->is_sound());
    database_->execute("INSERT INTO numbers VALUES (2)");
}

TEST_F(sqlite_connection, lets_writers_take_turns) {
    constexpr int writers = 4;
    constexpr int turns = 25;
    database_->execute_script("CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0)");
    std::vector<std::jthread> threads;
    for (int i = 0; i < writers; ++i) {
        threads.emplace_back([this] {
            const auto mine = open();
            for (int turn = 0; turn < turns; ++turn) {
                mine->begin();
                const auto read = only_value<i64>(*mine, "SELECT n FROM counter");
                const std::vector<value> next{value{read + 1}};
                mine->execute("UPDATE counter SET n = ?1", next);
                mine->commit();
            }
        });
    }
    threads.clear();
    EXPECT_EQ(only_value<i64>(*database_, "SELECT n FROM counter"), writers * turns);
}

TEST_F(sqlite_connection, gives_up_a_lock_after_its_busy_timeout) {
    database_->begin();
    const auto other = open("?busy_timeout_ms=10");
    const auto refused = failure_of([&] { other->begin(); });
    EXPECT_EQ(refused.kind(), error_kind::busy);
    EXPECT_TRUE(refused.is_retryable());
    EXPECT_FALSE(other->in_transaction());
}

TEST_F(sqlite_connection, gives_up_a_lock_after_the_timeout_of_its_statements) {
    database_->begin();
    const auto other = open("?busy_timeout_ms=600000");
    const transaction_options hasty{.statement_timeout = std::chrono::milliseconds{5}};
    const auto late = failure_of([&] { other->begin(hasty); });
    EXPECT_EQ(late.kind(), error_kind::timeout);
    EXPECT_FALSE(other->in_transaction());
    database_->commit();
    other->begin(hasty);
    other->rollback();
}

TEST_F(sqlite_connection, stops_what_is_cancelled_and_stays_stopped) {
    const auto endless = open();
    std::latch started{1};
    std::jthread cancelling{[&] {
        started.wait();
        endless->cancel();
    }};
    started.count_down();
    const auto stopped = failure_of([&] {
        while (true) {
            endless->execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) "
                "FROM n"
            );
        }
    });
    EXPECT_EQ(stopped.kind(), error_kind::cancelled);
    cancelling.join();
    EXPECT_EQ(failure_of([&] { endless->execute("SELECT 1"); }).kind(), error_kind::cancelled);
    endless->ping();
    EXPECT_EQ(only_value<i64>(*endless, "SELECT 1"), 1);
}

TEST_F(sqlite_connection, stops_waiting_for_a_lock_when_cancelled) {
    database_->begin();
    const auto other = open("?busy_timeout_ms=600000");
    std::jthread cancelling{[&] { other->cancel(); }};
    EXPECT_EQ(failure_of([&] { other->begin(); }).kind(), error_kind::cancelled);
}

TEST_F(sqlite_connection, does_not_commit_what_was_cancelled) {
    database_->execute_script("CREATE TABLE numbers (n INTEGER)");
    database_->begin();
    database_->execute("INSERT INTO numbers VALUES (1)");
    database_->cancel();
    EXPECT_EQ(failure_of([&] { database_->commit(); }).kind(), error_kind::cancelled);
    EXPECT_FALSE(database_->in_transaction());
    database_->ping();
    EXPECT_EQ(only_value<i64>(*database_, "SELECT count(*) FROM numbers"), 0);
}

TEST_F(sqlite_connection, ends_a_statement_that_takes_too_long) {
    database_->begin({.statement_timeout = std::chrono::milliseconds{5}});
    const auto late = failure_of([&] {
        database_->execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        );
    });
    EXPECT_EQ(late.kind(), error_kind::timeout);
    database_->rollback();
    database_->ping();
    EXPECT_EQ(only_value<i64>(*database_, "SELECT 1"), 1);
}

TEST_F(sqlite_connection, runs_nothing_after_sqlite_ended_the_transaction) {
    database_->execute_script(
        "CREATE TABLE numbers (n INTEGER UNIQUE); INSERT INTO numbers VALUES (1)"
    );
    database_->begin();
    EXPECT_THROW(database_->execute("INSERT OR ROLLBACK INTO numbers VALUES (1)"), error);
    EXPECT_EQ(
        failure_of([&] { database_->execute("INSERT INTO numbers VALUES (2)"); }).kind(),
        error_kind::transaction_aborted
    );
    EXPECT_EQ(failure_of([&] { database_->commit(); }).kind(), error_kind::transaction_aborted);
    EXPECT_EQ(only_value<i64>(*database_, "SELECT count(*) FROM numbers"), 1);
}

TEST_F(sqlite_connection, refuses_a_file_that_is_no_database) {
    EXPECT_EQ(
        failure_of([&] { (void)open_connection("sqlite:/nowhere/at/all.db"); }).kind(),
        error_kind::cannot_connect
    );
    EXPECT_EQ(
        failure_of([&] { (void)open_connection("sqlite:/dev/null?mode=maybe"); }).kind(),
        error_kind::invalid_configuration
    );
}

TEST_F(sqlite_connection, is_opened_as_its_url_says) {
    const auto tuned = open("?synchronous=normal&cache_kib=4096");
    EXPECT_EQ(only_value<i64>(*tuned, "PRAGMA synchronous"), 1);
    EXPECT_EQ(only_value<i64>(*tuned, "PRAGMA cache_size"), -4096);
    EXPECT_EQ(only_value<i64>(*database_, "PRAGMA synchronous"), 2);
    EXPECT_EQ(only_value<i64>(*database_, "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(only_value<std::string>(*database_, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(
        failure_of([&] { open("?mode=ro")->execute("CREATE TABLE t (n)"); }).kind(),
        error_kind::permission_denied
    );
}

TEST_F(sqlite_connection, has_no_copy) {
    EXPECT_EQ(
        failure_of([&] { database_->copy_in({}, {}); }).kind(), error_kind::unsupported_feature
    );
}

TEST_F(sqlite_connection, opens_at_once_from_many_threads) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([this] {
            EXPECT_TRUE(open_connection(directory_.sqlite_url() + "2")->is_sound());
        });
    }
}

}  // namespace
}  // namespace tinyorm::driver
