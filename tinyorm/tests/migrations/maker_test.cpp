#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/maker.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/states.hpp>

namespace tinyorm::migrations {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const schema_state nothing{.dialect = dialect_kind::postgres};

migration parsed(const planned_migration& planned) {
    return parse_migration({planned.name, planned.script});
}

TEST(maker, makes_nothing_of_no_difference) {
    EXPECT_THAT(make_migrations({}, users_state(), users_state()), IsEmpty());
}

TEST(maker, seals_what_it_writes_and_tells_what_came_before) {
    const auto first = make_migrations({}, nothing, users_state());
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].name, "0001_initial");
    const std::vector<migration> known{parsed(first[0])};
    EXPECT_EQ(known[0].seal, seal_state::intact);
    EXPECT_EQ(known[0].dialect, dialect_kind::postgres);
    const auto second = make_migrations(known, users_state(), nothing);
    EXPECT_EQ(second[0].name, "0002_drop_users");
    EXPECT_THAT(parsed(second[0]).dependencies, ElementsAre("0001_initial"));
}

TEST(maker, names_a_migration_after_the_only_thing_it_does) {
    const std::vector<migration> known{parsed(make_migrations({}, nothing, users_state())[0])};
    const auto name_of = [&](auto change) {
        auto after = users_state();
        change(after.tables[0], after);
        return make_migrations(known, users_state(), after)[0].name;
    };
    using table = table_state;
    using state = schema_state;
    EXPECT_EQ(
        name_of([](table& users, state&) {
            users.columns.push_back({.name = "age", .type = "integer"});
        }),
        "0002_add_users_age"
    );
    EXPECT_EQ(
        name_of([](table& users, state&) { users.columns[1].default_sql = "''"; }),
        "0002_change_users_name"
    );
    EXPECT_EQ(
        name_of([](table& users, state&) {
            users.indexes = {{"i", {"id"}}};
        }),
        "0002_index_users"
    );
    EXPECT_EQ(
        name_of([](table& users, state&) {
            users.columns[1].default_sql = "''";
            users.columns.push_back({.name = "age", .type = "integer"});
        }),
        "0002_change_users"
    );
    EXPECT_EQ(
        name_of([](table& users, state& all) {
            users.columns[1].default_sql = "''";
            all.tables.push_back({.name = "tags"});
        }),
        "0002_changes"
    );
}

TEST(maker, gives_concurrent_indexes_a_migration_of_their_own) {
    auto after = users_state();
    after.tables[0].columns.push_back({.name = "age", .type = "integer", .is_nullable = true});
    after.tables[0].indexes = {{"by_age", {"age"}}};
    const maker_options options{.indexes = index_building::concurrent};
    const auto planned = make_migrations({}, users_state(), after, options);
    ASSERT_EQ(planned.size(), 2U);
    const auto first = parsed(planned[0]);
    const auto second = parsed(planned[1]);
    EXPECT_EQ(first.up.transaction, transaction_use::whole);
    EXPECT_THAT(first.up.sql, Not(HasSubstr("by_age")));
    EXPECT_EQ(second.up.transaction, transaction_use::none);
    EXPECT_TRUE(second.up.is_repeatable);
    EXPECT_TRUE(second.down->is_repeatable);
    EXPECT_THAT(second.up.sql, HasSubstr("CREATE INDEX CONCURRENTLY \"by_age\""));
    EXPECT_THAT(second.dependencies, ElementsAre(first.name));
    EXPECT_TRUE(is_same_schema(planned[1].state, after));
    EXPECT_THROW(
        static_cast<void>(make_migrations({}, sqlite_users_state(), sqlite_users_state(), options)),
        error
    );
}

TEST(maker, records_renamings_and_finds_the_way_back) {
    auto after = users_state();
    after.tables[0].columns[1].name = "title";
    after.tables[0].uniques = {{"users_title_key", {"title"}}};
    const maker_options options{.renamings = {{"users.name", "users.title"}}};
    const auto made = parsed(make_migrations({}, users_state(), after, options)[0]);
    EXPECT_EQ(made.renamings, options.renamings);
    EXPECT_THAT(made.down->sql, HasSubstr("RENAME COLUMN \"title\" TO \"name\""));
}

TEST(maker, refuses_a_name_that_is_none) {
    EXPECT_THROW(
        static_cast<void>(make_migrations({}, nothing, users_state(), {.name = "../x"})), error
    );
}

}  // namespace
}  // namespace tinyorm::migrations
