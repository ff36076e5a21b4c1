#include <ingest/command.hpp>

#include <gmock/gmock.h>
#include <stdlib.h>

#include <vector>

namespace unamex::ingest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

command parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "unamex-ingest");
    return parse_command(static_cast<int>(arguments.size()), arguments.data());
}

class command_test : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto* name : {"UNAMEX_SHARDS", "UNAMEX_REDIS", "UNAMEX_DATA_DIR"})
            ::unsetenv(name);
    }
    void TearDown() override { SetUp(); }
};

TEST_F(command_test, reads_what_to_load_and_where) {
    const auto load = std::get<load_command>(parse(
        {"load",
         "a.gz",
         "-",
         "--shards",
         "sqlite:0.db,sqlite:1.db",
         "--redis",
         "redis://r",
         "--data-dir",
         "d"}
    ));
    EXPECT_THAT(load.files, ElementsAre("a.gz", "-"));
    EXPECT_THAT(load.shards, ElementsAre("sqlite:0.db", "sqlite:1.db"));
    EXPECT_EQ(load.redis, "redis://r");
    EXPECT_EQ(load.data_dir, "d");
}

TEST_F(command_test, takes_no_file_for_a_shard) {
    const auto load = std::get<load_command>(parse({"load", "--shards", "sqlite:0.db", "a", "b"}));
    EXPECT_THAT(load.shards, ElementsAre("sqlite:0.db"));
    EXPECT_THAT(load.files, ElementsAre("a", "b"));
}

TEST_F(command_test, reads_the_environment_where_options_are_missing) {
    ::setenv("UNAMEX_SHARDS", "postgres://a/x,postgres://b/x", 1);
    ::setenv("UNAMEX_REDIS", "redis://r", 1);
    ::setenv("UNAMEX_DATA_DIR", "here", 1);
    const auto from_environment = std::get<load_command>(parse({"load", "a"}));
    EXPECT_THAT(from_environment.shards, ElementsAre("postgres://a/x", "postgres://b/x"));
    EXPECT_EQ(from_environment.redis, "redis://r");
    EXPECT_EQ(from_environment.data_dir, "here");
    EXPECT_EQ(
        std::get<load_command>(parse({"load", "a", "--data-dir", "there"})).data_dir, "there"
    );
}

TEST_F(command_test, takes_sqlite_in_the_data_directory_where_no_shard_is_named) {
    EXPECT_THAT(
        std::get<load_command>(parse({"load", "a"})).shards, ElementsAre("sqlite:.data/names.db")
    );
}

TEST_F(command_test, reads_what_to_generate) {
    const auto generate =
        std::get<generate_command>(parse({"generate", "--count", "5", "--seed", "7"}));
    EXPECT_EQ(generate.count, 5U);
    EXPECT_EQ(generate.seed, 7U);
}

TEST_F(command_test, prints_help) {
    ::testing::internal::CaptureStdout();
    EXPECT_EQ(std::get<no_command>(parse({"load", "--help"})).exit_status, 0);
    EXPECT_THAT(::testing::internal::GetCapturedStdout(), HasSubstr("UNAMEX_SHARDS"));
}

struct mistake {
    std::vector<const char*> arguments;
    std::string complaint;
};

class command_mistake : public ::testing::TestWithParam<mistake> {};

TEST_P(command_mistake, is_named_and_fails) {
    ::testing::internal::CaptureStderr();
    EXPECT_NE(std::get<no_command>(parse(GetParam().arguments)).exit_status, 0);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    lines,
    command_mistake,
    ::testing::Values(
        mistake{{}, "subcommand is required"},
        mistake{{"lod", "a"}, "generate"},
        mistake{{"load"}, "files"},
        mistake{{"load", "a", "--shard", "x"}, "--shard"},
        mistake{{"generate"}, "--count"},
        mistake{{"generate", "--count", "0"}, "--count"},
        mistake{{"generate", "--count", "many"}, "--count"},
        mistake{{"generate", "--count", "-1"}, "--count"}
    )
);

}  // namespace
}  // namespace unamex::ingest
