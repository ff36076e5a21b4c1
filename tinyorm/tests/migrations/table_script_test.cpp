#include <tinyorm/migrations/length_check.hpp>
#include <tinyorm/migrations/table_script.hpp>

#include <gtest/gtest.h>

namespace tinyorm::migrations {
namespace {

TEST(table_script, tells_numbering_checks_and_named_keys) {
    const auto read = parse_table_script(
        "CREATE TABLE \"t\" (id INTEGER PRIMARY KEY AUTOINCREMENT, -- UNIQUE (x)\n"
        "a TEXT CHECK (a <> ')' AND (length(a) > 1)), [check] TEXT DEFAULT 'CHECK (1)',\n"
        "CONSTRAINT \"both\" UNIQUE (\"id\", a), CONSTRAINT c check(id > 0), UNIQUE (a))"
    );
    EXPECT_TRUE(read.is_autoincrement);
    ASSERT_EQ(read.checks.size(), 2U);
    EXPECT_EQ(read.checks[0].sql, "a <> ')' AND (length(a) > 1)");
    EXPECT_EQ(read.checks[0].name, "");
    EXPECT_EQ(read.checks[1].name, "c");
    ASSERT_EQ(read.uniques.size(), 1U);
    EXPECT_EQ(read.uniques[0].name, "both");
    EXPECT_EQ(read.uniques[0].columns, (column_names{"id", "a"}));
}

TEST(table_script, is_not_misled_by_names_and_comments) {
    EXPECT_FALSE(parse_table_script("CREATE TABLE t (\"AUTOINCREMENT\" INT)").is_autoincrement);
    EXPECT_FALSE(parse_table_script("CREATE TABLE t (a INT /* AUTOINCREMENT */)").is_autoincrement);
    EXPECT_TRUE(parse_table_script("CREATE TABLE t (a INT CHECK (").checks.size() <= 1);
}

TEST(length_check, is_read_however_a_database_writes_it) {
    for (const auto* const sql :
         {"length(\"name\") <= 50", "(length(name) <= 50)", "(length((name)::text) <= 50)"}) {
        const auto read = parse_length_check(sql);
        ASSERT_TRUE(read) << sql;
        EXPECT_EQ(read->column, "name");
        EXPECT_EQ(read->max_length, 50U);
    }
    for (const auto* const sql :
         {"length(name) < 50",
          "length(name) <= 0",
          "length(name) <= 50 AND a",
          "name <= 50",
          "length(a || b) <= 5",
          ""}) {
        EXPECT_FALSE(parse_length_check(sql)) << sql;
    }
}

}  // namespace
}  // namespace tinyorm::migrations
