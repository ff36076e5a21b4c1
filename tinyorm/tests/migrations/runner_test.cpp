#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/runner.hpp>

#include <driver/postgres/test_database.hpp>
#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace tinyorm::migrations {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::vector<script> three{
    {"0001_users",
     "-- tinyorm: up\nCREATE TABLE users (id int);\n-- tinyorm: down\nDROP TABLE users;\n"},
    {"0002_names",
     "-- tinyorm: up\nALTER TABLE users ADD name text;\nINSERT INTO users VALUES (1, 'a;b');\n"
     "-- tinyorm: down\nALTER TABLE users DROP name;\n"},
    {"0003_posts",
     "-- tinyorm: up\nCREATE TABLE posts (id int);\n-- tinyorm: down\nDROP TABLE posts;\n"}};

template <typename Action>
error failure_of(const Action& action) {
    try {
        action();
    } catch (const error& failed) {
        return failed;
    }
    throw std::logic_error("nothing failed");
}

// Each test runs on both databases.
class runner_test : public testing::TestWithParam<dialect_kind> {
protected:
    runner_test() {
        if (GetParam() == dialect_kind::postgres) server_.emplace();
        connection_ = open();
    }

    [[nodiscard]] std::unique_ptr<driver::connection> open() const {
        return driver::open_connection(server_ ? server_->url() : directory_.sqlite_url());
    }
    [[nodiscard]] runner runner_of(std::vector<script> scripts, runner_options options = {}) const {
        return {*connection_, parse_migrations(scripts), std::move(options)};
    }
    [[nodiscard]] std::string only_text(std::string_view sql) const {
        const auto rows = connection_->execute(sql);
        std::string text;
        decode(rows->next_row()[0], text);
        return text;
    }
    [[nodiscard]] std::vector<migration_state> states(std::vector<script> scripts) const {
        std::vector<migration_state> found;
        for (const auto& one : runner_of(std::move(scripts)).status())
            found.push_back(one.state);
        return found;
    }

    testing_support::temporary_directory directory_;
    std::optional<testing_support::test_database> server_;
    std::unique_ptr<driver::connection> connection_;
};

using migration_runner = runner_test;

TEST_P(migration_runner, applies_what_is_pending_once_and_in_order) {
    EXPECT_THAT(runner_of({three[0]}).migrate(), ElementsAre("0001_users"));
    EXPECT_THAT(
        runner_of({three[2], three[1], three[0]}).migrate(), ElementsAre("0002_names", "0003_posts")
    );
    EXPECT_THAT(runner_of(three).migrate(), IsEmpty());
    EXPECT_EQ(only_text("SELECT name FROM users"), "a;b");
    EXPECT_TRUE(connection_->is_sound());
}

TEST_P(migration_runner, tells_every_state_without_changing_anything) {
    EXPECT_THAT(states({three[0]}), ElementsAre(migration_state::pending));
    EXPECT_THROW(connection_->execute("SELECT * FROM tinyorm_migrations"), error);
    (void)runner_of({three[0], three[1]}).migrate();
    const script edited{"0001_users", "-- tinyorm: up\nCREATE TABLE users (id bigint);\n"};
    EXPECT_THAT(
        states({edited, three[2]}),
        ElementsAre(migration_state::edited, migration_state::missing, migration_state::pending)
    );
    EXPECT_TRUE(runner_of(three).status().front().applied_at);
}

TEST_P(migration_runner, reverts_the_newest_first) {
    (void)runner_of(three).migrate();
    EXPECT_THAT(runner_of(three).rollback(), ElementsAre("0003_posts"));
    EXPECT_THAT(runner_of(three).rollback(5), ElementsAre("0002_names", "0001_users"));
    EXPECT_THAT(runner_of(three).rollback(), IsEmpty());
    EXPECT_THAT(runner_of(three).migrate(), ElementsAre("0001_users", "0002_names", "0003_posts"));
}

TEST_P(migration_runner, reverts_nothing_if_one_of_them_cannot_be_reverted) {
    const script one_way{"0004_one_way", "-- tinyorm: up\nCREATE TABLE ever (id int);\n"};
    const std::vector<script> scripts{
        three[0], one_way, {"0005_last", "-- tinyorm: up\n\n-- tinyorm: down\n\n"}};
    (void)runner_of(scripts).migrate();
    EXPECT_THAT(
        failure_of([&] { (void)runner_of(scripts).rollback(2); }).what(),
        HasSubstr("0004_one_way has no")
    );
    EXPECT_THAT(states(scripts), testing::Each(migration_state::applied));
}

TEST_P(migration_runner, refuses_an_edited_script) {
    (void)runner_of(three).migrate();
    auto scripts = three;
    scripts[1].text = "-- tinyorm: up\nALTER TABLE users ADD name varchar(50);\n";
    scripts.push_back({"0004_more", "-- tinyorm: up\nCREATE TABLE more (id int);\n"});
    const auto refused = failure_of([&] { (void)runner_of(scripts).migrate(); });
    EXPECT_EQ(refused.kind(), error_kind::migration_refused);
    EXPECT_THAT(refused.what(), HasSubstr("0002_names was edited after it was applied"));
    EXPECT_THROW(connection_->execute("SELECT * FROM more"), error);
}

TEST_P(migration_runner, refuses_a_missing_script_and_one_that_comes_too_late) {
    (void)runner_of({three[0], three[2]}).migrate();
    EXPECT_THAT(
        failure_of([&] { (void)runner_of({three[0]}).migrate(); }).what(),
        HasSubstr("script is missing")
    );
    const auto late = failure_of([&] { (void)runner_of(three).migrate(); });
    EXPECT_EQ(late.kind(), error_kind::migration_refused);
    EXPECT_THAT(late.what(), HasSubstr("give it a later number"));
}

TEST_P(migration_runner, keeps_nothing_of_a_migration_that_fails) {
    const script broken{
        "0002_broken", "-- tinyorm: up\nCREATE TABLE half (id int);\nCREATE nonsense;\n"};
    const auto failed = failure_of([&] { (void)runner_of({three[0], broken}).migrate(); });
    EXPECT_EQ(failed.kind(), error_kind::invalid_query);
    EXPECT_THAT(failed.what(), HasSubstr("migration 0002_broken failed"));
    EXPECT_THROW(connection_->execute("SELECT * FROM half"), error);
    EXPECT_THAT(
        states({three[0], broken}), ElementsAre(migration_state::applied, migration_state::pending)
    );
    EXPECT_THAT(runner_of(three).migrate(), ElementsAre("0002_names", "0003_posts"));
}

TEST_P(migration_runner, refuses_a_script_that_ends_its_transaction) {
    const script sly{
        "0002_sly", "-- tinyorm: up\nCREATE TABLE sly (id int);\nCOMMIT;\nSELECT 1;\n"};
    const auto refused = failure_of([&] { (void)runner_of({three[0], sly}).migrate(); });
    EXPECT_EQ(refused.kind(), error_kind::migration_refused);
    EXPECT_THAT(refused.what(), HasSubstr("migration 0002_sly, line 3: COMMIT"));
    EXPECT_THROW(connection_->execute("SELECT * FROM sly"), error);
    EXPECT_THAT(
        states({three[0], sly}), ElementsAre(migration_state::pending, migration_state::pending)
    );
}

TEST_P(migration_runner, reverts_nothing_if_a_script_ends_its_transaction) {
    const script sly{"0001_sly", "-- tinyorm: up\nSELECT 1;\n-- tinyorm: down\nROLLBACK;\n"};
    (void)runner_of({sly}).migrate();
    EXPECT_THAT(
        failure_of([&] { (void)runner_of({sly}).rollback(); }).what(), HasSubstr("line 4: ROLLBACK")
    );
    EXPECT_THAT(states({sly}), ElementsAre(migration_state::applied));
}

TEST_P(migration_runner, remembers_where_a_script_without_transaction_stopped) {
    const script partial{
        "0001_partial",
        "-- tinyorm: up no-transaction\nCREATE TABLE first (id int);\nCREATE nonsense;\n"};
    EXPECT_THAT(
        failure_of([&] { (void)runner_of({partial}).migrate(); }).what(),
        HasSubstr("0001_partial failed")
    );
    EXPECT_NO_THROW(connection_->execute("SELECT * FROM first"));
    EXPECT_THAT(states({partial}), ElementsAre(migration_state::interrupted));
    EXPECT_THAT(
        failure_of([&] { (void)runner_of({partial}).migrate(); }).what(),
        HasSubstr("stopped half-way")
    );
    connection_->execute("UPDATE tinyorm_migrations SET state = 'applied' WHERE version = 1");
    EXPECT_THAT(runner_of({partial}).migrate(), IsEmpty());
}

TEST_P(migration_runner, runs_a_repeatable_script_again_from_its_start) {
    const auto first = [](const char* last) {
        return std::string{
                   "-- tinyorm: up no-transaction repeatable\nCREATE TABLE IF NOT EXISTS "
                   "first (id int);\nINSERT INTO "} +
               last + " VALUES (1);\n-- tinyorm: down\nDROP TABLE first;\n";
    };
    const auto text = first("absent");
    const std::vector<script> scripts{{"0001_first", text}};
    EXPECT_THROW((void)runner_of(scripts).migrate(), error);
    EXPECT_THAT(states(scripts), ElementsAre(migration_state::interrupted));
    connection_->execute_script("CREATE TABLE absent (id int)");
    EXPECT_THAT(
        failure_of([&] { (void)runner_of(scripts).rollback(); }).what(),
        HasSubstr("stopped half-way")
    );
    EXPECT_THAT(runner_of(scripts).migrate(), ElementsAre("0001_first"));
    EXPECT_THAT(states(scripts), ElementsAre(migration_state::applied));
    EXPECT_THAT(runner_of(scripts).rollback(), ElementsAre("0001_first"));
}

TEST_P(migration_runner, refuses_a_script_without_transaction_that_leaves_one_open) {
    const script open_ended{
        "0001_open", "-- tinyorm: up no-transaction\nBEGIN;\nCREATE TABLE lost (id int);\n"};
    EXPECT_THAT(
        failure_of([&] { (void)runner_of({open_ended}).migrate(); }).what(),
        HasSubstr("0001_open failed: its script leaves a transaction open")
    );
    EXPECT_THROW(connection_->execute("SELECT * FROM lost"), error);
    EXPECT_THAT(states({open_ended}), ElementsAre(migration_state::interrupted));
    const script whole{
        "0002_whole", "-- tinyorm: up no-transaction\nBEGIN;\nCREATE TABLE kept (id int);\nEND;\n"};
    connection_->execute("DELETE FROM tinyorm_migrations");
    EXPECT_THAT(runner_of({whole}).migrate(), ElementsAre("0002_whole"));
}

TEST_P(migration_runner, runs_statements_that_refuse_a_transaction) {
    const auto sql = GetParam() == dialect_kind::postgres
                         ? "CREATE INDEX CONCURRENTLY one ON users (id); VACUUM;"
                         : "CREATE INDEX one ON users (id); VACUUM;";
    const auto text = std::string{"-- tinyorm: up no-transaction\n"} + sql +
                      "\n-- tinyorm: down no-transaction\n" +
                      (GetParam() == dialect_kind::postgres ? "DROP INDEX CONCURRENTLY one;\n"
                                                            : "DROP INDEX one;\n");
    const std::vector<script> scripts{three[0], {"0002_index", text}};
    EXPECT_THAT(runner_of(scripts).migrate(), ElementsAre("0001_users", "0002_index"));
    EXPECT_THAT(runner_of(scripts).rollback(), ElementsAre("0002_index"));
}

TEST_P(migration_runner, lets_a_second_migrator_wait_and_find_nothing_to_do) {
    std::vector<std::future<std::size_t>> migrators;
    for (int i = 0; i < 4; ++i) {
        migrators.push_back(std::async(std::launch::async, [this] {
            const auto mine = open();
            return runner{*mine, parse_migrations(three)}.migrate().size();
        }));
    }
    std::size_t applied = 0;
    for (auto& one : migrators)
        applied += one.get();
    EXPECT_EQ(applied, three.size());
}

TEST_P(migration_runner, does_not_wait_for_ever_for_another_migrator) {
    runner_options impatient;
    impatient.lock_patience = std::chrono::milliseconds{10};
    runner_options asking;
    error_kind refused_as{};
    asking.before_each = [&](const migration&) {
        const auto other = open();
        refused_as = failure_of([&] {
                         (void)runner{*other, parse_migrations(three), impatient}.migrate();
                     }).kind();
    };
    (void)runner_of({three[0]}, asking).migrate();
    EXPECT_EQ(refused_as, error_kind::busy);
    EXPECT_THAT(runner_of(three, impatient).migrate(), ElementsAre("0002_names", "0003_posts"));
}

INSTANTIATE_TEST_SUITE_P(
    databases,
    migration_runner,
    testing::Values(dialect_kind::sqlite, dialect_kind::postgres),
    [](const auto& one) { return one.param == dialect_kind::sqlite ? "sqlite" : "postgres"; }
);

TEST(migration_runner_in_memory, reads_a_script_as_its_database_does) {
    const auto memory = driver::open_connection("sqlite::memory:");
    const std::vector<script> scripts{
        {"0001_sly", "-- tinyorm: up\n/* /* */ CREATE TABLE [sly; --] (id int); COMMIT;\n"}};
    EXPECT_THAT(
        failure_of([&] {
            (void)runner{*memory, parse_migrations(scripts)}.migrate();
        }).what(),
        HasSubstr("line 2: COMMIT")
    );
}

TEST(migration_runner_in_memory, creates_triggers) {
    const auto memory = driver::open_connection("sqlite::memory:");
    const std::vector<script> scripts{
        {"0001_trigger",
         "-- tinyorm: up\nCREATE TABLE a (id int);\nCREATE TRIGGER t AFTER DELETE ON a BEGIN\n"
         "INSERT INTO a VALUES (1);\nEND;\n"}};
    EXPECT_EQ(runner(*memory, parse_migrations(scripts)).migrate().size(), 1U);
}

// What SQLite asks for where PostgreSQL alters a table.
const std::vector<script> rebuilding{
    {"0001_tables",
     "-- tinyorm: up\nCREATE TABLE parent (id INTEGER PRIMARY KEY);\n"
     "CREATE TABLE child (parent_id INTEGER REFERENCES parent (id) ON DELETE CASCADE);\n"
     "INSERT INTO parent VALUES (1);\nINSERT INTO child VALUES (1);\n"},
    {"0002_rebuild",
     "-- tinyorm: up\nCREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT);\n"
     "INSERT INTO new_parent SELECT id, '' FROM parent;\nDROP TABLE parent;\n"
     "ALTER TABLE new_parent RENAME TO parent;\n"},
    {"0003_orphan", "-- tinyorm: up\nDELETE FROM parent;\n"}};

TEST(migration_runner_in_memory, keeps_what_refers_to_a_table_that_is_rebuilt) {
    const auto memory = driver::open_connection("sqlite::memory:");
    const auto scripts = std::vector{rebuilding[0], rebuilding[1]};
    EXPECT_EQ(runner(*memory, parse_migrations(scripts)).migrate().size(), 2U);
    EXPECT_FALSE(memory->execute("SELECT parent_id FROM child")->next_row().empty());
    EXPECT_THROW(memory->execute("INSERT INTO child VALUES (2)"), error);
}

TEST(migration_runner_in_memory, refuses_to_leave_a_row_whose_parent_is_gone) {
    const auto memory = driver::open_connection("sqlite::memory:");
    const auto refused = failure_of([&] {
        (void)runner{*memory, parse_migrations(rebuilding)}.migrate();
    });
    EXPECT_EQ(refused.kind(), error_kind::foreign_key_violation);
    EXPECT_EQ(refused.table(), "child");
    EXPECT_THAT(refused.what(), HasSubstr("0003_orphan failed: table child holds a row"));
    EXPECT_FALSE(memory->execute("SELECT id FROM parent")->next_row().empty());
    EXPECT_THROW(memory->execute("INSERT INTO child VALUES (2)"), error);
}

TEST(migration_runner_in_memory, needs_no_lock) {
    const auto memory = driver::open_connection("sqlite::memory:");
    EXPECT_EQ(runner(*memory, parse_migrations(three)).migrate().size(), three.size());
}

TEST(migration_runner_on_postgres, notices_a_transaction_that_ended_unseen) {
    const testing_support::test_database server;
    const auto connection = driver::open_connection(server.url());
    connection->execute_script("SET standard_conforming_strings = off");  // a script says it is on
    const std::vector<script> scripts{
        {"0001_sly", "-- tinyorm: up\nSELECT 'it\\''; COMMIT; SELECT '';\n"}};
    EXPECT_THAT(
        failure_of([&] {
            (void)runner{*connection, parse_migrations(scripts)}.migrate();
        }).what(),
        HasSubstr("its script ends the transaction")
    );
}

TEST(migration_runner_on_postgres, stops_when_its_session_and_so_its_lock_is_lost) {
    const testing_support::test_database server;
    const auto connection = driver::open_connection(server.url());
    runner_options killing;
    killing.before_each = [&](const migration& one) {
        if (one.version == 2) server.kill_sessions();
    };
    EXPECT_EQ(
        failure_of([&] {
            (void)runner{*connection, parse_migrations(three), killing}.migrate();
        }).kind(),
        error_kind::connection_lost
    );
    const auto again = driver::open_connection(server.url());
    EXPECT_THAT(
        runner(*again, parse_migrations(three)).migrate(), ElementsAre("0002_names", "0003_posts")
    );
}

}  // namespace
}  // namespace tinyorm::migrations
