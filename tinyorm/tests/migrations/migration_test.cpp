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
        refused_script{{"1_a", "-- tinyorm: up no-transactions\n"}, "\"no-transactions\""}
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

TEST(migrations, have_different_numbers) {
    const std::vector<script> sources{{"1_a", "-- tinyorm: up\n"}, {"01_b", "-- tinyorm: up\n"}};
    EXPECT_THROW((void)parse_migrations(sources), error);
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
