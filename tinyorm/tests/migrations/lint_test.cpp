#include <tinyorm/migrations/lint.hpp>
#include <tinyorm/migrations/script_text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <migrations/states.hpp>

namespace tinyorm::migrations {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> codes(const std::vector<finding>& found) {
    std::vector<std::string> all;
    for (const auto& one : found)
        all.push_back(one.code);
    return all;
}

struct linted_script {
    const char* sql;
    std::vector<std::string> codes;
};

class lint_of_words : public testing::TestWithParam<linted_script> {};

TEST_P(lint_of_words, tells_what_may_go_wrong) {
    EXPECT_EQ(
        codes(findings_of(section{.sql = GetParam().sql}, dialect_kind::postgres)), GetParam().codes
    );
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    lint_of_words,
    testing::Values(
        linted_script{"DROP SCHEMA old CASCADE;", {"DS101"}},
        linted_script{"drop table if exists \"a\";", {"DS102"}},
        linted_script{"ALTER TABLE a DROP COLUMN b;", {"DS103"}},
        linted_script{"CREATE UNIQUE INDEX i ON a (b);", {"MF101"}},
        linted_script{"CREATE TABLE a (b int); CREATE UNIQUE INDEX i ON a (b);", {}},
        linted_script{"ALTER TABLE a ADD CONSTRAINT u UNIQUE (b);", {"MF101"}},
        linted_script{"ALTER TABLE a ADD COLUMN b int NOT NULL;", {"MF103"}},
        linted_script{"ALTER TABLE a ADD COLUMN b int NOT NULL DEFAULT 5;", {}},
        linted_script{"ALTER TABLE a ALTER COLUMN b SET NOT NULL;", {"MF104"}},
        linted_script{"ALTER TABLE a DROP CONSTRAINT a_b_fkey;", {"CD101"}},
        linted_script{"ALTER TABLE a RENAME TO b;", {"BC101"}},
        linted_script{"ALTER TABLE a RENAME COLUMN b TO c;", {"BC102"}},
        linted_script{"INSERT INTO a VALUES ('DROP TABLE a'); -- DROP TABLE a\n", {}},
        linted_script{
            "CREATE TABLE n (b int); INSERT INTO n SELECT b FROM a; DROP TABLE a;\n"
            "ALTER TABLE n RENAME TO a;",
            {}}
    )
);

TEST(lint_of_a_change, tells_of_what_goes_and_of_names) {
    auto after = users_state();
    after.tables[0].columns.pop_back();
    after.tables[0].uniques.clear();
    EXPECT_THAT(codes(findings_of(difference(users_state(), after))), ElementsAre("DS103"));
    after.tables.clear();
    EXPECT_THAT(codes(findings_of(difference(users_state(), after))), ElementsAre("DS102"));
    after = users_state();
    after.tables[0].name = "people";
    const std::vector<renaming> renamed{{"users", "people"}};
    EXPECT_THAT(
        codes(findings_of(difference(users_state(), after, renamed))), ElementsAre("BC101")
    );
}

TEST(lint_of_a_change, tells_of_what_rows_may_not_satisfy) {
    auto before = sqlite_users_state();
    auto& table = before.tables[0];
    table.columns.push_back({.name = "city", .type = "TEXT", .is_nullable = true});
    table.indexes = {{"by_city", {"city"}}};
    table.foreign_keys = {{"f", {"city"}, "cities", {"name"}}};
    auto after = before;
    after.tables[0].columns[2].is_nullable = false;
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("MF104", "LT101"));
    after.tables[0].columns[2].default_sql = "'x'";
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("MF104"));
    after = before;
    after.tables[0].columns.push_back({.name = "age", .type = "INTEGER"});
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("MF103"));
    after = before;
    after.tables[0].indexes[0].is_unique = true;
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("MF102"));
    after = before;
    after.tables[0].uniques.push_back({"k", {"city"}});
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("MF101"));
    after = before;
    after.tables[0].foreign_keys.clear();
    EXPECT_THAT(codes(findings_of(difference(before, after))), ElementsAre("CD101"));
}

TEST(lint_of_a_migration, trusts_states_until_somebody_edits_the_script) {
    const auto before = users_state();
    const schema_state after{.dialect = dialect_kind::postgres};
    migration checked{.name = "0002_x", .seal = seal_state::intact};
    EXPECT_THAT(codes(findings_of(checked, &before, &after)), ElementsAre("DS102"));
    checked.seal = seal_state::broken;
    checked.up.sql = "DROP SCHEMA a;";
    EXPECT_THAT(codes(findings_of(checked, &before, &after)), ElementsAre("DS101"));
    checked.allowed = {"DS101"};
    EXPECT_THAT(findings_of(checked, &before, &after), IsEmpty());
}

}  // namespace
}  // namespace tinyorm::migrations
