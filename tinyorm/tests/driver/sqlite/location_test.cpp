#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/sqlite/location.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::driver::sqlite {
namespace {

using testing::HasSubstr;

TEST(location, names_a_file_or_memory) {
    EXPECT_EQ(parse_location("sqlite:app.db").path, "app.db");
    EXPECT_EQ(parse_location("sqlite:/var/app.db").path, "/var/app.db");
    EXPECT_EQ(parse_location("sqlite:///var/app.db").path, "/var/app.db");
    EXPECT_EQ(parse_location("sqlite:a%3Fb%20c.db").path, "a?b c.db");
    EXPECT_TRUE(parse_location("sqlite::memory:").is_in_memory());
}

TEST(location, takes_parameters) {
    const auto parsed =
        parse_location("sqlite:a?mode=ro&synchronous=normal&busy_timeout_ms=20&cache_kib=64");
    EXPECT_EQ(parsed.path, "a");
    EXPECT_EQ(parsed.mode, location::open_mode::read_only);
    EXPECT_EQ(parsed.synchronous, location::durability::normal);
    EXPECT_EQ(parsed.busy_timeout, std::chrono::milliseconds{20});
    EXPECT_EQ(parsed.cache_kib, 64U);
}

struct refused_url {
    const char* url;
    const char* reason;
};

class refused_locations : public testing::TestWithParam<refused_url> {};

TEST_P(refused_locations, say_what_is_wrong) {
    try {
        (void)parse_location(GetParam().url);
        FAIL() << "accepted " << GetParam().url;
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_configuration);
        EXPECT_THAT(refused.what(), HasSubstr(GetParam().reason));
    }
}

INSTANTIATE_TEST_SUITE_P(
    urls,
    refused_locations,
    testing::Values(
        refused_url{"sqlite:", "names a file"},
        refused_url{"sqlite://host/app.db", "no host"},
        refused_url{"sqlite://app.db", "no host"},
        refused_url{"sqlite:a?mode=write", "rwc, rw, ro"},
        refused_url{"sqlite:a?synchronous=off", "full, normal"},
        refused_url{"sqlite:a?busy_timeout_ms=-1", "busy_timeout_ms is a number"},
        refused_url{"sqlite:a?busy_timeout_ms=5s", "busy_timeout_ms is a number"},
        refused_url{"sqlite:a?cache_kib=4294967295", "cache_kib is a number up to"},
        refused_url{"sqlite:a?cache=shared", "not \"cache\""},
        refused_url{"sqlite:a?mode", "name=value"},
        refused_url{"sqlite:50%.db", "percent"}
    )
);

}  // namespace
}  // namespace tinyorm::driver::sqlite
