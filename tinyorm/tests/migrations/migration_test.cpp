#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/migration.hpp>

#include <driver/temporary_directory.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace tinyorm::migrations {
namespace {

using testing::HasSubstr;

TEST(migration, has_a_number_a_way_up_and_a_way_down) {
    const auto parsed = parse_migration(
        {"0012_create_users",
         "-- who we are\n\n-- tinyorm: up\nCREATE TABLE a ();\n-- tinyorm: down\nDROP TABLE a;"}
    );
    EXPECT_EQ(parsed.version, 12);
    EXPECT_EQ(parsed.name, "0012_create_users");
    EXPECT_EQ(parsed.up.sql, "CREATE TABLE a ();\n");
    EXPECT_EQ(parsed.up.transaction, transaction_use::whole);
    ASSERT_TRUE(parsed.down);
    EXPECT_EQ(parsed.down->sql, "DROP TABLE a;\n");
}

TEST(migration, says_by_section_whether_it_wants_a_transaction) {
    const auto parsed = parse_migration(
        {"1_a", "--  tinyorm: not a directive\n-- tinyorm: up no-transaction\nVACUUM;\n"}
    );
    EXPECT_EQ(parsed.up.transaction, transaction_use::none);
    EXPECT_FALSE(parsed.down);
}

TEST(migration, has_a_checksum_that_line_ends_do_not_change) {
    const auto unix_lines = parse_migration({"1_a", "-- tinyorm: up\nSELECT 1;\n"});
    const auto windows_lines = parse_migration({"1_a", "-- tinyorm: up\r\nSELECT 1;\r\n"});
    const auto edited = parse_migration({"1_a", "-- tinyorm: up\nSELECT 2;\n"});
    EXPECT_EQ(unix_lines.checksum, windows_lines.checksum);
    EXPECT_NE(unix_lines.checksum, edited.checksum);
    EXPECT_EQ(unix_lines.checksum.size(), 16U);
}

TEST(migration, says_what_it_is_about_before_its_sections) {
    const auto parsed = parse_migration(
        {"0003_c",
         "-- tinyorm: dialect postgres\n-- tinyorm: depends 0001_a 0002_b\n"
         "-- tinyorm: replaces 0000_x\n-- tinyorm: renames a.b=a.c d=e\n"
         "-- tinyorm: allow DS102\n-- tinyorm: up no-transaction repeatable\nVACUUM;\n"
         "-- tinyorm: allow MF103\n"}
    );
    EXPECT_EQ(parsed.dialect, dialect_kind::postgres);
    EXPECT_THAT(parsed.dependencies, testing::ElementsAre("0001_a", "0002_b"));
    EXPECT_THAT(parsed.replaced, testing::ElementsAre("0000_x"));
    EXPECT_THAT(parsed.renamings, testing::ElementsAre(renaming{"a.b", "a.c"}, renaming{"d", "e"}));
    EXPECT_THAT(parsed.allowed, testing::ElementsAre("DS102", "MF103"));
    EXPECT_TRUE(parsed.up.is_repeatable);
    EXPECT_EQ(parsed.seal, seal_state::absent);
}

TEST(migration, is_sealed_by_its_checksum) {
    const std::string body = "-- tinyorm: up\nSELECT 1;\n";
    const auto checksum = parse_migration({"1_a", body}).checksum;
    const auto sealed = "-- tinyorm: checksum " + checksum + '\n' + body;
    const auto parsed = parse_migration({"1_a", sealed});
    EXPECT_EQ(parsed.seal, seal_state::intact);
    EXPECT_EQ(parsed.checksum, checksum);
    EXPECT_NO_THROW(refuse_if_edited(parsed));
    const auto allowing = sealed + "-- tinyorm: allow DS101\n";
    EXPECT_EQ(parse_migration({"1_a", allowing}).seal, seal_state::intact);
    const auto edited = sealed + "SELECT 2;\n";
    EXPECT_THROW(refuse_if_edited(parse_migration({"1_a", edited})), error);
}

struct refused_script {
    script source;
    const char* reason;
};

class refused_migrations : public testing::TestWithParam<refused_script> {};

TEST_P(refused_migrations, say_what_is_wrong) {
    try {
        (void)parse_migration(GetParam().source);
        FAIL() << "accepted " << GetParam().source.text;
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_configuration);
        EXPECT_THAT(refused.what(), HasSubstr(GetParam().reason));
    }
}

INSTANTIATE_TEST_SUITE_P(
    scripts,
    refused_migrations,
    testing::Values(
        refused_script{{"create_users", "-- tinyorm: up\n"}, "0001_create_users"},
        refused_script{{"0001", "-- tinyorm: up\n"}, "0001_create_users"},
        refused_script{{"0000_zero", "-- tinyorm: up\n"}, "0001_create_users"},
        refused_script{{"-1_a", "-- tinyorm: up\n"}, "0001_create_users"},
        refused_script{{"1_a", "SELECT 1;\n-- tinyorm: up\n"}, "line 1: SQL stands before"},
        refused_script{{"1_a", "-- just a comment\n"}, "no line `-- tinyorm: up`"},
        refused_script{{"1_a", "-- tinyorm: down\n"}, "no line `-- tinyorm: up`"},
        refused_script{{"1_a", "-- tinyorm: up\n-- tinyorm: up\n"}, "line 2: "},
        refused_script{{"1_a", "-- tinyorm: upp\n"}, "not by \"upp\""},
        refused_script{{"1_a", "-- tinyorm: up no-transactions\n"}, "\"no-transactions\""},
        refused_script{{"1_a", "-- tinyorm: up repeatable\n"}, "\"repeatable\""},
        refused_script{{"1_a", "-- tinyorm: up\n-- tinyorm: depends 0_b\n"}, "stands before"},
        refused_script{{"1_a", "-- tinyorm: dialect oracle\n"}, "\"oracle\""},
        refused_script{{"1_a", "-- tinyorm: renames a\n"}, "users=accounts"}
    )
);

TEST(migrations, are_sorted_by_number) {
    const std::vector<script> sources{
        {"10_c", "-- tinyorm: up\n"}, {"9_b", "-- tinyorm: up\n"}, {"0001_a", "-- tinyorm: up\n"}};
    std::vector<std::string> names;
    for (const auto& one : parse_migrations(sources))
        names.push_back(one.name);
    EXPECT_THAT(names, testing::ElementsAre("0001_a", "9_b", "10_c"));
}

TEST(migrations, are_left_out_where_another_replaces_them) {
    const std::vector<script> sources{
        {"1_a", "-- tinyorm: up\n"},
        {"2_b", "-- tinyorm: up\n"},
        {"2_squashed", "-- tinyorm: replaces 1_a 2_b\n-- tinyorm: up\n"}};
    const auto parsed = parse_migrations(sources);
    ASSERT_EQ(parsed.size(), 1U);
    EXPECT_EQ(parsed.front().name, "2_squashed");
}

TEST(migrations, have_different_numbers) {
    const std::vector<script> sources{{"1_a", "-- tinyorm: up\n"}, {"01_b", "-- tinyorm: up\n"}};
    EXPECT_THROW((void)parse_migrations(sources), error);
}

TEST(migrations, come_behind_those_that_they_depend_on) {
    const auto parse = [](const char* needed) {
        const auto text = "-- tinyorm: depends " + std::string{needed} + "\n-- tinyorm: up\n";
        const std::vector<script> sources{
            {"1_a", "-- tinyorm: replaces 0001_x\n-- tinyorm: up\n"}, {"2_b", text}};
        return parse_migrations(sources);
    };
    EXPECT_NO_THROW((void)parse("1_a"));
    EXPECT_NO_THROW((void)parse("0001_x"));
    EXPECT_THROW((void)parse("2_b"), error);
    EXPECT_THROW((void)parse("3_c"), error);
}

TEST(migrations, are_the_sql_files_of_a_directory) {
    const testing_support::temporary_directory directory;
    std::ofstream{directory / "1_a.sql"} << "-- tinyorm: up\nSELECT 1;\n";
    std::ofstream{directory / "README.md"} << "not a script";
    const auto loaded = load_migrations(directory / "");
    ASSERT_EQ(loaded.size(), 1U);
    EXPECT_EQ(
        loaded.front().checksum, parse_migration({"1_a", "-- tinyorm: up\nSELECT 1;\n"}).checksum
    );
    EXPECT_THROW((void)load_migrations(directory / "nowhere"), error);
}

}  // namespace
}  // namespace tinyorm::migrations
