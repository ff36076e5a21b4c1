#include <api/settings.hpp>

#include <gmock/gmock.h>
#include <stdlib.h>

#include <vector>

namespace unamex::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::variant<settings, no_settings> parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "unamex-api");
    return parse_settings(static_cast<int>(arguments.size()), arguments.data());
}

class settings_test : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto* name :
             {"UNAMEX_BIND",
              "UNAMEX_SHARDS",
              "UNAMEX_REDIS",
              "UNAMEX_DATA_DIR",
              "UNAMEX_PORT_FILE",
              "UNAMEX_LOG_LEVEL",
              "UNAMEX_WORKERS"}) {
            ::unsetenv(name);
        }
    }
    void TearDown() override { SetUp(); }
};

TEST_F(settings_test, have_defaults_that_run_alone) {
    const auto found = std::get<settings>(parse({}));
    EXPECT_EQ(found.bind, "127.0.0.1:8080");
    EXPECT_THAT(found.shards, ElementsAre("sqlite:.data/names.db"));
    EXPECT_EQ(found.redis, "");
    EXPECT_EQ(found.data_dir, ".data");
    EXPECT_EQ(found.log_level, "info");
    EXPECT_EQ(found.workers, 0U);
}

TEST_F(settings_test, come_from_the_command_line) {
    const auto found = std::get<settings>(parse(
        {"--bind",
         "0.0.0.0:80",
         "--shards",
         "sqlite:0.db,sqlite:1.db",
         "--redis",
         "redis://r",
         "--data-dir",
         "d",
         "--port-file",
         "p",
         "--log-level",
         "warn",
         "--workers",
         "3"}
    ));
    EXPECT_EQ(found.bind, "0.0.0.0:80");
    EXPECT_THAT(found.shards, ElementsAre("sqlite:0.db", "sqlite:1.db"));
    EXPECT_EQ(found.redis, "redis://r");
    EXPECT_EQ(found.data_dir, "d");
    EXPECT_EQ(found.port_file, "p");
    EXPECT_EQ(found.log_level, "warn");
    EXPECT_EQ(found.workers, 3U);
}

TEST_F(settings_test, come_from_the_environment_where_options_are_missing) {
    ::setenv("UNAMEX_BIND", "0.0.0.0:81", 1);
    ::setenv("UNAMEX_SHARDS", "sqlite:0.db,sqlite:1.db", 1);
    ::setenv("UNAMEX_WORKERS", "2", 1);
    const auto found = std::get<settings>(parse({"--workers", "1"}));
    EXPECT_EQ(found.bind, "0.0.0.0:81");
    EXPECT_THAT(found.shards, ElementsAre("sqlite:0.db", "sqlite:1.db"));
    EXPECT_EQ(found.workers, 1U);
}

struct mistake {
    std::vector<const char*> arguments;
    std::string complaint;
};

class settings_mistake : public ::testing::TestWithParam<mistake> {};

TEST_P(settings_mistake, is_named_and_fails) {
    ::testing::internal::CaptureStderr();
    EXPECT_NE(std::get<no_settings>(parse(GetParam().arguments)).exit_status, 0);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(), HasSubstr(GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    lines,
    settings_mistake,
    ::testing::Values(
        mistake{{"--shard", "x"}, "--shard"},
        mistake{{"extra"}, "extra"},
        mistake{{"--bind"}, "--bind"},
        mistake{{"--log-level", "loud"}, "--log-level"},
        mistake{{"--workers", "many"}, "--workers"},
        mistake{{"--workers", "-1"}, "--workers"},
        mistake{{"--workers", "1000"}, "--workers"}
    )
);

}  // namespace
}  // namespace unamex::api
