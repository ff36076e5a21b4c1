#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/directory.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/offline_sql.hpp>
#include <tinyorm/migrations/runner.hpp>
#include <tinyorm/migrations/squash.hpp>

#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/schema_changes.hpp>
#include <migrations/states.hpp>

#include <fstream>

namespace tinyorm::migrations {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <typename Action>
std::string refusal_of(const Action& action) {
    try {
        action();
        return "nothing was refused";
    } catch (const error& refused) {
        return refused.what();
    }
}

// A directory of generated migrations and a SQLite database.
class generated : public testing::Test {
protected:
    void add(const schema_state& next, const maker_options& options = {}) {
        const auto known = home_.load();
        const schema_state nothing{.dialect = dialect_kind::sqlite};
        const auto before = home_.newest_state(known).value_or(nothing);
        for (const auto& one : make_migrations(known, before, next, options))
            home_.write(one);
    }
    void add_three() {
        auto state = sqlite_users_state();
        add(state);
        state.tables[0].columns[1].is_nullable = true;
        add(state);
        state.tables[0].indexes = {{"by_name", {"name"}}};
        add(state);
    }
    std::vector<std::string> migrate() { return runner{*connection_, home_.load()}.migrate(); }
    void rewrite(const std::string& name, const std::string& from, const std::string& to) const {
        const auto path = home_.path() / (name + ".sql");
        std::ifstream read{path};
        std::string text{std::istreambuf_iterator<char>{read}, {}};
        text.replace(text.find(from), from.size(), to);
        std::ofstream{path} << text;
    }
    void squash_to_newest() {
        const auto oldest = home_.load();
        home_.write(squash(home_, oldest));
        for (const auto& one : oldest)
            home_.remove(one);
    }

    testing_support::temporary_directory files_;
    directory home_{files_ / "migrations"};
    std::unique_ptr<driver::connection> connection_ = driver::open_connection("sqlite::memory:");
};

TEST_F(generated, migrations_lead_to_what_they_recorded) {
    add_three();
    EXPECT_EQ(migrate().size(), 3U);
    EXPECT_TRUE(is_same_schema(inspect_schema(*connection_), *home_.newest_state(home_.load())));
}

TEST_F(generated, scripts_are_refused_if_somebody_edited_them) {
    add_three();
    rewrite("0002_change_users_name", "DROP TABLE \"users\"", "DROP TABLE  \"users\"");
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("0002_change_users_name was edited"));
    EXPECT_TRUE(inspect_schema(*connection_).tables.empty());
    const auto checksum = home_.load()[1].checksum;
    rewrite("0002_change_users_name", "-- tinyorm: checksum", "-- was");
    EXPECT_EQ(migrate().size(), 3U);
}

TEST_F(generated, scripts_may_get_an_allowance_after_they_were_applied) {
    add_three();
    migrate();
    rewrite("0001_initial", "-- tinyorm: up", "-- tinyorm: allow DS102\n-- tinyorm: up");
    EXPECT_THAT(migrate(), IsEmpty());
    EXPECT_THAT(home_.load()[0].allowed, ElementsAre("DS102"));
}

TEST_F(generated, scripts_for_another_database_are_refused) {
    home_.write(make_migrations({}, {.dialect = dialect_kind::postgres}, users_state())[0]);
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("0001_initial is written for postgres"));
}

TEST_F(generated, states_without_a_script_are_not_read) {
    add_three();
    std::filesystem::remove(home_.path() / "0003_index_users.sql");
    EXPECT_TRUE(home_.newest_state(home_.load())->tables[0].indexes.empty());
}

TEST_F(generated, migrations_name_what_must_come_before) {
    add_three();
    std::filesystem::remove(home_.path() / "0001_initial.sql");
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("depends on 0001_initial"));
}

TEST_F(generated, numbers_are_never_given_twice_although_a_table_is_rebuilt) {
    add_three();
    rewrite("0002_change_users_name", "-- tinyorm: checksum", "-- was");
    const auto known = home_.load();
    runner{*connection_, {known[0]}}.migrate();
    connection_->execute("INSERT INTO users (name) VALUES ('a'), ('b')");
    connection_->execute("DELETE FROM users WHERE id = 2");
    migrate();
    const auto rows = connection_->execute("INSERT INTO users (name) VALUES ('c') RETURNING id");
    EXPECT_EQ(rows->next_row()[0].integer, 3);
}

TEST_F(generated, rebuilding_a_table_must_not_lose_its_triggers) {
    add_three();
    const auto known = home_.load();
    runner{*connection_, {known[0]}}.migrate();
    connection_->execute_script(
        "CREATE TRIGGER watch AFTER DELETE ON users BEGIN DELETE FROM users; END"
    );
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("would lose its trigger watch"));
    EXPECT_FALSE(
        connection_->execute("SELECT 1 FROM sqlite_schema WHERE name = 'watch'")->next_row().empty()
    );
}

TEST_F(generated, needs_refuse_rows_without_values_in_either_database) {
    add(sqlite_users_state());
    migrate();
    connection_->execute("INSERT INTO users (name) VALUES ('a')");
    auto state = sqlite_users_state();
    state.tables[0].columns.push_back({.name = "age", .type = "INTEGER"});
    add(state);
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("NOT NULL constraint failed"));
    connection_->execute("DELETE FROM users");
    EXPECT_EQ(migrate().size(), 1U);
}

TEST_F(generated, changes_of_a_type_convert_a_value_or_refuse_to_lose_it) {
    auto state = sqlite_users_state();
    state.tables[0].columns.push_back({.name = "age", .type = "TEXT"});
    add(state);
    migrate();
    connection_->execute("INSERT INTO users (name, age) VALUES ('ada', '12'), ('bob', 'abc')");
    state.tables[0].columns[2].type = "INTEGER";
    add(state);
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("cannot store TEXT value in INTEGER"));
    const auto* const kept = "SELECT count(*) FROM users WHERE age IN ('12', 'abc')";
    EXPECT_EQ(connection_->execute(kept)->next_row()[0].integer, 2);
    connection_->execute("DELETE FROM users WHERE name = 'bob'");
    EXPECT_EQ(migrate().size(), 1U);
    EXPECT_EQ(connection_->execute("SELECT age FROM users")->next_row()[0].integer, 12);
}

TEST_F(generated, migrations_squash_to_the_state_they_lead_to) {
    add_three();
    const auto end = *home_.newest_state(home_.load());
    squash_to_newest();
    const auto known = home_.load();
    ASSERT_EQ(known.size(), 1U);
    EXPECT_EQ(known[0].name, "0003_squashed");
    EXPECT_THAT(known[0].up.sql, Not(HasSubstr("tinyorm_new")));
    EXPECT_THAT(migrate(), ElementsAre("0003_squashed"));
    EXPECT_TRUE(is_same_schema(inspect_schema(*connection_), end));
    EXPECT_EQ((runner{*connection_, known}.rollback().size()), 1U);
    EXPECT_TRUE(inspect_schema(*connection_).tables.empty());
}

TEST_F(generated, migrations_that_are_applied_count_as_their_squash) {
    add_three();
    migrate();
    squash_to_newest();
    auto state = *home_.newest_state(home_.load());
    state.tables[0].indexes.clear();
    add(state);
    EXPECT_THAT(migrate(), ElementsAre("0004_index_users"));
    const auto status = runner{*connection_, home_.load()}.status();
    ASSERT_EQ(status.size(), 2U);
    EXPECT_EQ(status[0].name, "0003_squashed");
    EXPECT_EQ(status[0].state, migration_state::applied);
}

TEST_F(generated, squash_is_refused_by_a_database_that_has_only_some) {
    add_three();
    const auto known = home_.load();
    runner{*connection_, {known[0], known[1]}}.migrate();
    squash_to_newest();
    EXPECT_THAT(refusal_of([&] { migrate(); }), HasSubstr("of which this database has only some"));
}

TEST_F(generated, squash_keeps_what_somebody_wrote) {
    add_three();
    std::ofstream{home_.path() / "0004_fill.sql"}
        << "-- tinyorm: up\nINSERT INTO users (name) VALUES ('first');\n"
           "-- tinyorm: down\nDELETE FROM users;\n";
    squash_to_newest();
    const auto known = home_.load();
    EXPECT_EQ(known[0].name, "0004_squashed");
    EXPECT_THAT(known[0].up.sql, HasSubstr("'first'"));
    EXPECT_EQ(migrate().size(), 1U);
    EXPECT_FALSE(connection_->execute("SELECT 1 FROM users")->next_row().empty());
    EXPECT_EQ((runner{*connection_, known}.rollback().size()), 1U);
}

TEST_F(generated, squash_refuses_what_cannot_be_one) {
    add(sqlite_users_state());
    EXPECT_THAT(refusal_of([&] { squash_to_newest(); }), HasSubstr("not two migrations"));
    std::ofstream{home_.path() / "0002_tidy.sql"} << "-- tinyorm: up no-transaction\nVACUUM;\n";
    EXPECT_THAT(refusal_of([&] { squash_to_newest(); }), HasSubstr("0002_tidy runs without"));
    EXPECT_EQ(home_.load().size(), 2U);
}

TEST_F(generated, offline_sql_does_what_migrate_does) {
    add_three();
    const auto known = home_.load();
    std::vector<const migration*> all;
    for (const auto& one : known)
        all.push_back(&one);
    connection_->execute_script(offline_sql(all, dialect_kind::sqlite));
    EXPECT_TRUE(is_same_schema(inspect_schema(*connection_), *home_.newest_state(known)));
    EXPECT_THAT(migrate(), IsEmpty());
}

}  // namespace
}  // namespace tinyorm::migrations
