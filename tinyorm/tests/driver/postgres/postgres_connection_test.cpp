#include <tinyorm/driver/registry.hpp>

#include <driver/postgres/test_database.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <thread>

namespace tinyorm::driver {
namespace {

using testing::HasSubstr;
using testing_support::test_database;

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

class postgres_connection : public testing::Test {
protected:
    [[nodiscard]] std::unique_ptr<connection> open() const {
        return open_connection(server_.url());
    }

    test_database server_;
    std::unique_ptr<connection> database_ = open();
};

template <typename T>
T sent_and_returned(connection& database, const std::string& type, const T& given) {
    return only_value<T>(database, "SELECT $1::" + type, {value{given}});
}

TEST_F(postgres_connection, keeps_every_type_exactly) {
    auto& database = *database_;
    EXPECT_EQ(sent_and_returned(database, "bool", true), true);
    EXPECT_EQ(
        sent_and_returned(database, "int8", std::numeric_limits<i64>::min()),
        std::numeric_limits<i64>::min()
    );
    EXPECT_EQ(sent_and_returned(database, "int2", i16{-3}), -3);
    EXPECT_EQ(sent_and_returned(database, "float8", 0.1), 0.1);
    EXPECT_EQ(sent_and_returned(database, "float8", 5e-324), 5e-324);
    EXPECT_EQ(sent_and_returned(database, "float8", -HUGE_VAL), -HUGE_VAL);
    EXPECT_TRUE(std::isnan(sent_and_returned(database, "float8", -std::nan(""))));
    EXPECT_EQ(sent_and_returned(database, "text", std::string{"ä'\"\\\n"}), "ä'\"\\\n");
    EXPECT_EQ(sent_and_returned(database, "text", std::string{}), "");
    EXPECT_EQ(
        sent_and_returned(database, "bytea", bytes{std::byte{0}, std::byte{255}}),
        (bytes{std::byte{0}, std::byte{255}})
    );
    EXPECT_EQ(sent_and_returned(database, "bytea", bytes{}), bytes{});
    const timestamp moment{std::chrono::microseconds{-1}};
    EXPECT_EQ(sent_and_returned(database, "timestamptz", moment), moment);
    EXPECT_EQ(sent_and_returned(database, "timestamp", moment), moment);
    const auto id = *parse_uuid("01234567-89ab-cdef-0123-456789abcdef");
    EXPECT_EQ(sent_and_returned(database, "uuid", id), id);
    EXPECT_EQ(sent_and_returned(database, "int8", std::optional<i64>{}), std::nullopt);
}

TEST_F(postgres_connection, takes_arrays) {
    EXPECT_EQ(
        only_value<i64>(
            *database_,
            "SELECT count(*) FROM generate_series(1, 9) n WHERE n = ANY($1)",
            {value{std::vector<i64>{3, 4, 99}}}
        ),
        2
    );
    const std::vector<std::string> texts{"a\"b\\", "", "NULL", "{,}"};
    EXPECT_EQ(
        only_value<std::string>(
            *database_, "SELECT string_agg(t, '|') FROM unnest($1::text[]) t", {value{texts}}
        ),
        "a\"b\\||NULL|{,}"
    );
}

TEST_F(postgres_connection, counts_changed_rows_only) {
    database_->execute_script("CREATE TABLE numbers (n int)");
    EXPECT_EQ(database_->execute("INSERT INTO numbers VALUES (1), (2), (3)")->affected_rows(), 3);
    EXPECT_EQ(database_->execute("SELECT n FROM numbers")->affected_rows(), 0);
    EXPECT_EQ(
        database_->execute("DELETE FROM numbers WHERE n > 1 RETURNING n")->affected_rows(), 2
    );
    EXPECT_EQ(database_->execute("CREATE TABLE other (n int)")->affected_rows(), 0);
}

TEST_F(postgres_connection, prepares_a_statement_once) {
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(only_value<i64>(*database_, "SELECT $1::int8", {value{i}}), i);
    const auto rows = database_->execute(
        statement{"SELECT count(*) FROM pg_prepared_statements", statement_reuse::once}, {}
    );
    EXPECT_EQ(rows->next_row()[0].view(), "1");
}

TEST_F(postgres_connection, keeps_a_bounded_number_of_prepared_statements) {
    for (int i = 0; i < 260; ++i)
        database_->execute("SELECT " + std::to_string(i));
    const auto rows = database_->execute(
        statement{"SELECT count(*) FROM pg_prepared_statements", statement_reuse::once}, {}
    );
    EXPECT_EQ(rows->next_row()[0].view(), "200");
}

TEST_F(postgres_connection, prepares_again_when_a_table_has_changed) {
    database_->execute_script("CREATE TABLE wide (a int); INSERT INTO wide VALUES (1)");
    EXPECT_EQ(database_->execute("SELECT * FROM wide")->column_count(), 1U);
    database_->execute_script("ALTER TABLE wide ADD b int DEFAULT 2");
    EXPECT_EQ(database_->execute("SELECT * FROM wide")->column_count(), 2U);
    database_->execute_script("DEALLOCATE ALL");
    EXPECT_EQ(database_->execute("SELECT * FROM wide")->column_name(1), "b");
}

TEST_F(postgres_connection, asks_to_run_a_transaction_again_when_a_table_has_changed) {
    const std::array queries{"SELECT * FROM wide", "SELECT *, 1 FROM wide", "SELECT 1"};
    database_->execute_script("CREATE TABLE wide (a int)");
    for (const auto* const query : queries)
        database_->execute(query);
    open()->execute_script("ALTER TABLE wide ADD b int");
    database_->begin();
    const auto outdated = failure_of([&] { database_->execute(queries[0]); });
    EXPECT_EQ(outdated.kind(), error_kind::serialization_failure);
    EXPECT_TRUE(outdated.is_retryable());
    EXPECT_THAT(outdated.what(), HasSubstr("a table was altered"));
    database_->rollback();
    database_->begin();
    EXPECT_EQ(database_->execute(queries[0])->column_count(), 2U);
    EXPECT_EQ(database_->execute(queries[1])->column_count(), 3U);
    database_->commit();
    const auto kept = database_->execute(
        statement{"SELECT count(*) FROM pg_prepared_statements", statement_reuse::once}, {}
    );
    EXPECT_EQ(kept->next_row()[0].view(), "2");
}

TEST_F(postgres_connection, does_not_take_every_refusal_of_a_feature_for_an_altered_table) {
    const auto refused =
        failure_of([&] { database_->execute("SELECT count(*) FROM pg_class FOR UPDATE"); });
    EXPECT_EQ(refused.sqlstate(), "0A000");
    EXPECT_EQ(refused.kind(), error_kind::unsupported_feature);
}

TEST_F(postgres_connection, says_which_constraint_failed) {
    database_->execute_script(
        "CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL CONSTRAINT one_name UNIQUE, "
        "age int CONSTRAINT adult CHECK (age > 17));"
        "CREATE TABLE posts (author int CONSTRAINT written_by REFERENCES users);"
        "INSERT INTO users VALUES (1, 'ada', 36)"
    );
    const auto taken =
        failure_of([&] { database_->execute("INSERT INTO users VALUES (2, 'ada')"); });
    EXPECT_EQ(taken.kind(), error_kind::unique_violation);
    EXPECT_EQ(taken.sqlstate(), "23505");
    EXPECT_EQ(taken.constraint(), "one_name");
    EXPECT_EQ(taken.table(), "users");
    const auto missing =
        failure_of([&] { database_->execute("INSERT INTO users (id) VALUES (2)"); });
    EXPECT_EQ(missing.kind(), error_kind::not_null_violation);
    EXPECT_EQ(missing.column(), "name");
    EXPECT_EQ(
        failure_of([&] { database_->execute("UPDATE users SET age = 3"); }).constraint(), "adult"
    );
    const auto orphan = failure_of([&] { database_->execute("INSERT INTO posts VALUES (9)"); });
    EXPECT_EQ(orphan.kind(), error_kind::foreign_key_violation);
    EXPECT_EQ(orphan.constraint(), "written_by");
}

TEST_F(postgres_connection, names_the_constraint_that_fails_at_commit) {
    database_->execute_script(
        "CREATE TABLE late (n int CONSTRAINT unique_at_commit UNIQUE DEFERRABLE INITIALLY DEFERRED)"
    );
    database_->begin();
    database_->execute("INSERT INTO late VALUES (1), (1)");
    const auto refused = failure_of([&] { database_->commit(); });
    EXPECT_EQ(refused.kind(), error_kind::unique_violation);
    EXPECT_EQ(refused.constraint(), "unique_at_commit");
    EXPECT_FALSE(database_->in_transaction());
}

TEST_F(postgres_connection, never_takes_a_rollback_for_a_commit) {
    database_->begin();
    EXPECT_THROW(database_->execute("SELECT 1 / 0"), error);
    EXPECT_EQ(
        failure_of([&] { database_->execute("SELECT 1"); }).kind(), error_kind::transaction_aborted
    );
    EXPECT_EQ(failure_of([&] { database_->commit(); }).kind(), error_kind::transaction_aborted);
    EXPECT_FALSE(database_->in_transaction());
}

TEST_F(postgres_connection, reports_a_serialization_failure_as_retryable) {
    database_->execute_script("CREATE TABLE counter (n int); INSERT INTO counter VALUES (0)");
    const auto other = open();
    for (auto* one : {database_.get(), other.get()}) {
        one->begin({.isolation = isolation_level::serializable});
        EXPECT_EQ(only_value<i64>(*one, "SELECT n FROM counter"), 0);
    }
    database_->execute("UPDATE counter SET n = n + 1");
    database_->commit();
    const auto refused = failure_of([&] { other->execute("UPDATE counter SET n = n + 1"); });
    EXPECT_EQ(refused.kind(), error_kind::serialization_failure);
    EXPECT_EQ(refused.sqlstate(), "40001");
    EXPECT_TRUE(refused.is_retryable());
}

TEST_F(postgres_connection, reports_a_deadlock_as_retryable) {
    database_->execute_script("CREATE TABLE locked (id int); INSERT INTO locked VALUES (1), (2)");
    const auto other = open();
    for (auto* one : {database_.get(), other.get()})
        one->begin();
    database_->execute("UPDATE locked SET id = 1 WHERE id = 1");
    other->execute("UPDATE locked SET id = 2 WHERE id = 2");
    const auto lock = [](connection& one, std::string_view sql) {
        try {
            one.execute(sql);
            return false;
        } catch (const error& failed) {
            one.rollback();
            return failed.kind() == error_kind::deadlock && failed.is_retryable();
        }
    };
    bool is_first_victim = false;
    std::jthread first{
        [&] { is_first_victim = lock(*database_, "UPDATE locked SET id = 2 WHERE id = 2"); }};
    const bool is_second_victim = lock(*other, "UPDATE locked SET id = 1 WHERE id = 1");
    first.join();
    EXPECT_NE(is_first_victim, is_second_victim);
}

TEST_F(postgres_connection, never_comes_back_to_life_by_itself) {
    database_->execute_script("CREATE TEMP TABLE mine (n int)");
    server_.kill_sessions();
    EXPECT_EQ(
        failure_of([&] { database_->execute("SELECT 1"); }).kind(), error_kind::connection_lost
    );
    EXPECT_FALSE(database_->is_sound());
    EXPECT_THROW(database_->ping(), error);
    EXPECT_EQ(
        failure_of([&] { database_->execute("SELECT 1"); }).kind(), error_kind::connection_lost
    );
    EXPECT_EQ(server_.session_count(), 0);
}

TEST_F(postgres_connection, loses_its_transaction_with_the_session) {
    database_->execute_script("CREATE TABLE numbers (n int)");
    database_->begin();
    database_->execute("INSERT INTO numbers VALUES (1)");
    server_.kill_sessions();
    EXPECT_EQ(
        failure_of([&] { database_->execute("SELECT 1"); }).kind(), error_kind::connection_lost
    );
    database_->rollback();
    EXPECT_FALSE(database_->in_transaction());
    EXPECT_EQ(only_value<i64>(*open(), "SELECT count(*) FROM numbers"), 0);
}

TEST_F(postgres_connection, is_in_doubt_when_the_session_breaks_at_commit) {
    database_->begin();
    database_->execute("SELECT 1");
    server_.kill_sessions();
    const auto broken = failure_of([&] { database_->commit(); });
    EXPECT_EQ(broken.kind(), error_kind::in_doubt);
    EXPECT_FALSE(broken.is_retryable());
    EXPECT_FALSE(database_->is_sound());
}

TEST_F(postgres_connection, is_doubtful_after_an_error_until_it_is_proven) {
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

TEST_F(postgres_connection, stops_what_is_cancelled_and_stays_stopped) {
    const auto hung = open();
    const auto pid = only_value<i64>(*hung, "SELECT pg_backend_pid()");
    std::jthread cancelling{[&] {
        while (!only_value<bool>(
            *database_,
            "SELECT bool_or(wait_event = 'PgSleep') IS TRUE FROM pg_stat_activity WHERE pid = $1",
            {value{pid}}
        ))
            continue;
        hung->cancel();
    }};
    EXPECT_EQ(
        failure_of([&] { hung->execute("SELECT pg_sleep(600)"); }).kind(), error_kind::cancelled
    );
    cancelling.join();
    EXPECT_EQ(failure_of([&] { hung->execute("SELECT 1"); }).kind(), error_kind::cancelled);
    hung->ping();
    EXPECT_EQ(only_value<i64>(*hung, "SELECT 1"), 1);
}

TEST_F(postgres_connection, does_not_commit_what_was_cancelled) {
    database_->execute_script("CREATE TABLE numbers (n int)");
    database_->begin();
    database_->execute("INSERT INTO numbers VALUES (1)");
    database_->cancel();
    EXPECT_EQ(failure_of([&] { database_->commit(); }).kind(), error_kind::cancelled);
    database_->ping();
    EXPECT_TRUE(database_->is_sound());
    EXPECT_EQ(only_value<i64>(*database_, "SELECT count(*) FROM numbers"), 0);
}

TEST_F(postgres_connection, survives_cancellations_that_come_too_late) {
    for (int i = 0; i < 50; ++i) {
        database_->cancel();
        database_->ping();
        ASSERT_EQ(only_value<i64>(*database_, "SELECT 1"), 1) << "after " << i << " cancellations";
    }
}

TEST_F(postgres_connection, ends_a_statement_that_takes_too_long) {
    database_->begin({.statement_timeout = std::chrono::milliseconds{5}});
    EXPECT_EQ(
        failure_of([&] { database_->execute("SELECT pg_sleep(600)"); }).kind(), error_kind::timeout
    );
    database_->rollback();
    EXPECT_EQ(only_value<std::string>(*database_, "SHOW statement_timeout"), "0");
}

TEST_F(postgres_connection, begins_as_it_is_told) {
    database_->begin(
        {.isolation = isolation_level::repeatable_read, .access = access_mode::read_only}
    );
    EXPECT_EQ(only_value<std::string>(*database_, "SHOW transaction_isolation"), "repeatable read");
    EXPECT_EQ(
        failure_of([&] { database_->execute("CREATE TABLE t (n int)"); }).kind(),
        error_kind::permission_denied
    );
    EXPECT_EQ(failure_of([&] { database_->begin(); }).kind(), error_kind::invalid_query);
    database_->rollback();
    EXPECT_EQ(failure_of([&] { database_->commit(); }).kind(), error_kind::invalid_query);
}

TEST_F(postgres_connection, copies_rows_in) {
    database_->execute_script(R"(CREATE TABLE "Odd ""name" (id int, "note's" text))");
    constexpr i64 rows = 20'000;
    const std::array<std::string_view, 2> columns{"id", "note's"};
    i64 next = 0;
    const auto source = [&next](copy_buffer& buffer) {
        for (; next < rows && !buffer.is_full(); ++next) {
            buffer.add(next);
            if (next % 2 == 0) {
                buffer.add("tab\there, line\nthere, \\N");
            } else {
                buffer.add_null();
            }
            buffer.end_row();
        }
        return next < rows;
    };
    EXPECT_EQ(database_->copy_in({.table = "Odd \"name", .columns = columns}, source), rows);
    EXPECT_EQ(
        only_value<i64>(
            *database_,
            R"(SELECT count(*) FROM "Odd ""name" WHERE "note's" = E'tab\there, line\nthere, \\N')"
        ),
        rows / 2
    );
    EXPECT_TRUE(database_->is_sound());
}

TEST_F(postgres_connection, copies_nothing_when_a_row_is_refused) {
    database_->execute_script("CREATE TABLE numbers (n int CONSTRAINT small CHECK (n < 10))");
    const std::array<std::string_view, 1> columns{"n"};
    const auto refused = failure_of([&] {
        database_->copy_in({.table = "numbers", .columns = columns}, [](copy_buffer& buffer) {
            for (int n = 8; n < 12; ++n) {
                buffer.add(n);
                buffer.end_row();
            }
            return false;
        });
    });
    EXPECT_EQ(refused.kind(), error_kind::check_violation);
    EXPECT_EQ(refused.constraint(), "small");
    EXPECT_THROW(
        database_->copy_in(
            {.table = "numbers", .columns = columns},
            [](copy_buffer& buffer) -> bool {
                buffer.add(1);
                buffer.end_row();
                throw std::runtime_error("the source failed");
            }
        ),
        std::runtime_error
    );
    EXPECT_EQ(
        failure_of([&] { database_->copy_in({.table = "nowhere", .columns = columns}, {}); }
        ).sqlstate(),
        "42P01"
    );
    database_->ping();
    EXPECT_TRUE(database_->is_sound());
    EXPECT_EQ(only_value<i64>(*database_, "SELECT count(*) FROM numbers"), 0);
}

TEST_F(postgres_connection, notices_a_session_that_breaks_while_it_copies) {
    database_->execute_script("CREATE TABLE numbers (n int)");
    const std::array<std::string_view, 1> columns{"n"};
    const auto broken = failure_of([&] {
        database_->copy_in({.table = "numbers", .columns = columns}, [this](copy_buffer& buffer) {
            server_.kill_sessions();
            buffer.add(1);
            buffer.end_row();
            return false;
        });
    });
    EXPECT_EQ(broken.kind(), error_kind::connection_lost);
    EXPECT_FALSE(database_->is_sound());
}

TEST_F(postgres_connection, refuses_copy_in_a_script_and_recovers) {
    database_->execute_script("CREATE TABLE numbers (n int)");
    EXPECT_EQ(
        failure_of([&] { database_->execute_script("COPY numbers FROM STDIN"); }).kind(),
        error_kind::invalid_query
    );
    database_->rollback();
    database_->ping();
    EXPECT_TRUE(database_->is_sound());
}

TEST_F(postgres_connection, says_why_it_cannot_connect) {
    const auto url = server_.url();
    const auto unknown = failure_of([&] { (void)open_connection(url + "_unknown"); });
    EXPECT_EQ(unknown.kind(), error_kind::cannot_connect);
    const auto nowhere =
        failure_of([&] { (void)open_connection("postgres:///app?host=/nowhere/at/all"); });
    EXPECT_EQ(nowhere.kind(), error_kind::cannot_connect);
    EXPECT_THAT(nowhere.what(), HasSubstr("/nowhere/at/all"));
}

}  // namespace
}  // namespace tinyorm::driver
