#include <tinyorm/driver/registry.hpp>
#include <tinyorm/migrations/change_sql.hpp>
#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/model_state.hpp>
#include <tinyorm/migrations/scaffold.hpp>
#include <tinyorm/migrations/script_text.hpp>

#include <driver/postgres/test_database.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/scaffolded_postgres.hpp>
#include <models/blog.hpp>

#include <fstream>

namespace tinyorm::migrations {
namespace {

using testing::HasSubstr;

TEST(inspection_of_sqlite, reads_what_somebody_wrote_by_hand) {
    const auto connection = driver::open_connection("sqlite::memory:");
    connection->execute_script(
        "CREATE TABLE parents (id INTEGER PRIMARY KEY, a INT, b INT, UNIQUE (b, a));"
        "CREATE TABLE kids (parent INTEGER REFERENCES parents ON DELETE SET NULL,\n"
        "  name VARCHAR CHECK (name <> '') DEFAULT 'x', age INT NOT NULL DEFAULT (1 + 1));"
        "CREATE INDEX partial ON kids (name) WHERE age > 1;"
        "CREATE INDEX of_expression ON kids (lower(name));"
        "CREATE UNIQUE INDEX plain ON kids (age, name);"
        "CREATE VIEW seen AS SELECT * FROM kids;"
    );
    const auto state = inspect_schema(*connection);
    ASSERT_EQ(state.tables.size(), 2U);
    const auto& kids = state.tables[0];
    EXPECT_EQ(kids.name, "kids");
    EXPECT_EQ(kids.columns[1].default_sql, "'x'");
    EXPECT_EQ(kids.columns[2].default_sql, "1 + 1");
    ASSERT_EQ(kids.foreign_keys.size(), 1U);
    EXPECT_EQ(kids.foreign_keys[0].key, column_names{"id"});
    EXPECT_EQ(kids.foreign_keys[0].on_delete, schema::delete_action::set_null);
    ASSERT_EQ(kids.checks.size(), 1U);
    EXPECT_EQ(kids.checks[0].sql, "name <> ''");
    ASSERT_EQ(kids.indexes.size(), 1U);
    EXPECT_EQ(kids.indexes[0].columns, (column_names{"age", "name"}));
    EXPECT_EQ(state.tables[1].uniques[0].columns, (column_names{"b", "a"}));
}

// Tables that programs create from their models are those that migrations make.
TEST(inspection_of_sqlite, agrees_with_the_tables_of_models) {
    const auto models = schema_of<blog::User, blog::Post, blog::Vote>();
    const auto connection = driver::open_connection("sqlite::memory:");
    const auto expected = state_of(models, dialect_kind::sqlite);
    connection->execute_script(joined(to_sql(difference({.dialect = dialect_kind::sqlite}, expected)
    )));
    EXPECT_TRUE(is_same_schema(inspect_schema(*connection), expected));
}

TEST(inspection_of_postgres, reads_what_somebody_wrote_by_hand) {
    const testing_support::test_database server;
    const auto connection = driver::open_connection(server.url());
    connection->execute_script(
        "CREATE TABLE parents (id serial PRIMARY KEY, a int, b int, UNIQUE (b, a));"
        "CREATE TABLE kids (parent int REFERENCES parents ON DELETE SET NULL,\n"
        "  name varchar(20) CHECK (name <> '') DEFAULT 'x', age smallint NOT NULL DEFAULT -5,\n"
        "  price numeric(10,2), at timestamp DEFAULT now(), place point,\n"
        "  CONSTRAINT short CHECK (length(name) <= 9));"
        "CREATE INDEX partial ON kids (name) WHERE age > 1;"
        "CREATE INDEX of_expression ON kids (lower(name));"
        "CREATE INDEX with_more ON kids (name) INCLUDE (age);"
        "CREATE UNIQUE INDEX plain ON kids (age, name);"
        "CREATE VIEW seen AS SELECT * FROM kids;"
        "CREATE SCHEMA other; CREATE TABLE other.hidden (id int);"
    );
    const auto state = inspect_schema(*connection);
    ASSERT_EQ(state.tables.size(), 2U);
    const auto& kids = state.tables[0];
    EXPECT_EQ(kids.columns[1].type, "character varying(20)");
    EXPECT_EQ(kids.columns[1].default_sql, "'x'");
    EXPECT_EQ(kids.columns[2].default_sql, "-5");
    EXPECT_EQ(kids.columns[3].type, "numeric(10,2)");
    EXPECT_EQ(kids.foreign_keys[0].on_delete, schema::delete_action::set_null);
    EXPECT_EQ(kids.checks.size(), 2U);
    ASSERT_EQ(kids.indexes.size(), 1U);
    EXPECT_TRUE(kids.indexes[0].is_unique);
    EXPECT_EQ(state.tables[1].uniques[0].columns, (column_names{"b", "a"}));
    EXPECT_EQ(state.tables[1].columns[0].default_sql, "nextval('parents_id_seq'::regclass)");
    const auto models = scaffold(state);
    EXPECT_THAT(models, HasSubstr("(tinyorm::i32, id, primary_key, autoincrement)"));
    EXPECT_THAT(models, HasSubstr("// kids: column place of type point is left out"));
    EXPECT_THAT(models, HasSubstr("// kids: check short: "));
    EXPECT_THAT(models, HasSubstr("foreign_key<Parent>, on_delete_set_null"));
}

// The header that this test is compiled with is what is written for its own tables.
TEST(scaffold, writes_models_that_make_the_same_tables) {
    const testing_support::test_database server;
    const auto connection = driver::open_connection(server.url());
    const auto models = schema_of<Author, LibraryEntry, Loan>();
    const auto expected = state_of(models, dialect_kind::postgres);
    connection->execute_script(
        joined(to_sql(difference({.dialect = dialect_kind::postgres}, expected)))
    );
    const auto found = inspect_schema(*connection);
    EXPECT_TRUE(is_same_schema(found, expected));
    std::ifstream header{SCAFFOLDED_HEADER};
    const std::string text{std::istreambuf_iterator<char>{header}, {}};
    ASSERT_FALSE(text.empty());
    EXPECT_EQ(scaffold(found), text);
}

}  // namespace
}  // namespace tinyorm::migrations
