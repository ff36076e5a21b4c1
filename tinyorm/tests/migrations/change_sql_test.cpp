#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/change_sql.hpp>
#include <tinyorm/migrations/script_text.hpp>

#include <gtest/gtest.h>
#include <migrations/states.hpp>

#include <algorithm>

namespace tinyorm::migrations {
namespace {

struct golden_change {
    const char* name;
    void (*apply)(table_state& users);
    std::string postgres;
    std::string sqlite;
    std::vector<renaming> renamings{};
};

class change_sql : public testing::TestWithParam<golden_change> {
protected:
    static std::string written(const schema_state& before) {
        auto after = before;
        GetParam().apply(after.tables[0]);
        return joined(to_sql(difference(before, after, GetParam().renamings)));
    }
};

TEST_P(change_sql, is_what_each_database_understands) {
    EXPECT_EQ(written(users_state()), GetParam().postgres);
    EXPECT_EQ(written(sqlite_users_state()), GetParam().sqlite);
}

// What SQLite does where it rebuilds the table, with these columns.
std::string rebuilt(
    const std::string& columns, const std::string& names, const std::string& values
) {
    return "CREATE TABLE \"tinyorm_new_users_table\" (\n" + columns +
           "\n) STRICT;\nINSERT INTO "
           "\"tinyorm_new_users_table\" (" +
           names + ") SELECT " + values +
           " FROM \"users\";\n"
           "DELETE FROM sqlite_sequence WHERE name = 'tinyorm_new_users_table';\n"
           "INSERT INTO sqlite_sequence (name, seq) SELECT 'tinyorm_new_users_table', seq FROM "
           "sqlite_sequence WHERE name = 'users';\n"
           "DROP TABLE \"users\";\n"
           "ALTER TABLE \"tinyorm_new_users_table\" RENAME TO \"users\";\n";
}

const std::string constraints =
    "    CONSTRAINT \"users_name_key\" UNIQUE (\"name\"),\n"
    "    CONSTRAINT \"users_name_check\" CHECK (length(\"name\") <= 50)";
const std::string id = "    \"id\" INTEGER PRIMARY KEY AUTOINCREMENT,\n";

INSTANTIATE_TEST_SUITE_P(
    changes,
    change_sql,
    testing::Values(
        golden_change{
            "a_column_that_may_be_empty",
            [](table_state& users) {
                const auto text = users.columns[1].type;
                users.columns.push_back({.name = "city", .type = text, .is_nullable = true});
            },
            "ALTER TABLE \"users\" ADD COLUMN \"city\" text;\n",
            "ALTER TABLE \"users\" ADD COLUMN \"city\" TEXT;\n"},
        golden_change{
            "a_default",
            [](table_state& users) { users.columns[1].default_sql = "'nobody'"; },
            "ALTER TABLE \"users\" ALTER COLUMN \"name\" SET DEFAULT 'nobody';\n",
            rebuilt(
                id + "    \"name\" TEXT NOT NULL DEFAULT 'nobody',\n" + constraints,
                "\"id\", \"name\"",
                "\"id\", \"name\""
            )},
        golden_change{
            "a_longer_name",
            [](table_state& users) { users.columns[1].max_length = 60; },
            "ALTER TABLE \"users\" DROP CONSTRAINT \"users_name_check\";\n"
            "ALTER TABLE \"users\" ADD CONSTRAINT \"users_name_check\" CHECK (length(\"name\") <= "
            "60);\n",
            rebuilt(
                id + "    \"name\" TEXT NOT NULL,\n"
                     "    CONSTRAINT \"users_name_key\" UNIQUE (\"name\"),\n"
                     "    CONSTRAINT \"users_name_check\" CHECK (length(\"name\") <= 60)",
                "\"id\", \"name\"",
                "\"id\", \"name\""
            )},
        golden_change{
            "an_index",
            [](table_state& users) {
                users.indexes.push_back({"by_name", {"name", "id"}});
            },
            "CREATE INDEX \"by_name\" ON \"users\" (\"name\", \"id\");\n",
            "CREATE INDEX \"by_name\" ON \"users\" (\"name\", \"id\");\n"},
        golden_change{
            "a_name_that_may_be_empty",
            [](table_state& users) { users.columns[1].is_nullable = true; },
            "ALTER TABLE \"users\" ALTER COLUMN \"name\" DROP NOT NULL;\n",
            rebuilt(
                id + "    \"name\" TEXT,\n" + constraints, "\"id\", \"name\"", "\"id\", \"name\""
            )},
        golden_change{
            "another_name",
            [](table_state& users) {
                users.columns[1].name = "title";
                users.uniques = {{"users_title_key", {"title"}}};
            },
            "ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"title\";\n"
            "ALTER TABLE \"users\" RENAME CONSTRAINT \"users_name_key\" TO \"users_title_key\";\n"
            "ALTER TABLE \"users\" RENAME CONSTRAINT \"users_name_check\" TO "
            "\"users_title_check\";\n",
            "ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"title\";\n",
            {{"users.name", "users.title"}}}
    ),
    [](const auto& one) { return one.param.name; }
);

TEST(change_sql_of_postgres, fills_what_was_empty_before_it_needs_a_value) {
    auto before = users_state();
    before.tables[0].columns.push_back({.name = "age", .type = "text", .is_nullable = true});
    auto after = before;
    after.tables[0].columns[2] = {.name = "age", .type = "integer", .default_sql = "18"};
    EXPECT_EQ(
        joined(to_sql(difference(before, after))),
        "ALTER TABLE \"users\" ALTER COLUMN \"age\" TYPE integer USING \"age\"::text::integer;\n"
        "ALTER TABLE \"users\" ALTER COLUMN \"age\" SET DEFAULT 18;\n"
        "UPDATE \"users\" SET \"age\" = DEFAULT WHERE \"age\" IS NULL;\n"
        "ALTER TABLE \"users\" ALTER COLUMN \"age\" SET NOT NULL;\n"
    );
}

TEST(change_sql_of_postgres, builds_indexes_beside_writers_so_that_it_may_be_repeated) {
    auto after = users_state();
    after.tables[0].indexes = {{"by_name", {"name"}}};
    const sql_options options{.indexes = index_building::concurrent};
    EXPECT_EQ(
        joined(to_sql(difference(users_state(), after), options)),
        "DROP INDEX CONCURRENTLY IF EXISTS \"by_name\";\n"
        "CREATE INDEX CONCURRENTLY \"by_name\" ON \"users\" (\"name\");\n"
    );
    EXPECT_EQ(
        joined(to_sql(difference(after, users_state()), options)),
        "DROP INDEX CONCURRENTLY IF EXISTS \"by_name\";\n"
    );
}

TEST(change_sql_of_postgres, gives_rows_something_where_values_are_gone) {
    auto before = users_state();
    before.tables[0].columns.pop_back();
    before.tables[0].uniques.clear();
    EXPECT_EQ(
        joined(to_sql(difference(before, users_state()), {.absent = absent_values::zero})),
        "ALTER TABLE \"users\" ADD COLUMN \"name\" text NOT NULL DEFAULT '';\n"
        "ALTER TABLE \"users\" ALTER COLUMN \"name\" DROP DEFAULT;\n"
        "ALTER TABLE \"users\" ADD CONSTRAINT \"users_name_key\" UNIQUE (\"name\");\n"
        "ALTER TABLE \"users\" ADD CONSTRAINT \"users_name_check\" CHECK (length(\"name\") <= "
        "50);\n"
    );
}

TEST(change_sql_of_any_database, refuses_a_name_that_is_no_identifier) {
    auto after = users_state();
    after.tables[0].columns.push_back({.name = "x\" text; DROP TABLE users; --", .type = "text"});
    EXPECT_THROW(static_cast<void>(to_sql(difference(users_state(), after))), error);
}

}  // namespace
}  // namespace tinyorm::migrations
