#include <unamex/cache/redis_address.hpp>

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace unamex::cache {
namespace {

TEST(redis_address, reads_hosts_ports_and_sockets) {
    EXPECT_EQ(parse_redis_address("redis://cache"), (redis_address{.host = "cache"}));
    EXPECT_EQ(
        parse_redis_address("redis://cache:7000/"), (redis_address{.host = "cache", .port = 7000})
    );
    EXPECT_EQ(
        parse_redis_address("redis://127.0.0.1:1"), (redis_address{.host = "127.0.0.1", .port = 1})
    );
    EXPECT_EQ(
        parse_redis_address("redis://[::1]:7000"), (redis_address{.host = "::1", .port = 7000})
    );
    EXPECT_EQ(parse_redis_address("redis://[::1]"), (redis_address{.host = "::1"}));
    EXPECT_EQ(
        parse_redis_address("unix:///run/redis.sock"),
        (redis_address{.socket_path = "/run/redis.sock"})
    );
}

TEST(redis_address, reads_users_passwords_and_databases) {
    EXPECT_EQ(
        parse_redis_address("redis://ada:a%40b%3A@cache:7000/3"),
        (redis_address{
            .host = "cache", .port = 7000, .user = "ada", .password = "a@b:", .database = 3})
    );
    EXPECT_EQ(
        parse_redis_address("redis://:secret@cache"),
        (redis_address{.host = "cache", .password = "secret"})
    );
    EXPECT_EQ(
        parse_redis_address("unix://:secret@/run/redis.sock?db=2"),
        (redis_address{.socket_path = "/run/redis.sock", .password = "secret", .database = 2})
    );
}

TEST(redis_address, has_an_identity_without_the_password) {
    const auto identity = [](const char* url) { return identity_of(parse_redis_address(url)); };
    EXPECT_EQ(identity("redis://ada:secret@Cache"), "redis://cache:6379/0");
    EXPECT_EQ(identity("redis://cache:6379/"), identity("redis://CACHE/0"));
    EXPECT_NE(identity("redis://cache/1"), identity("redis://cache/2"));
    EXPECT_NE(identity("redis://cache:1"), identity("redis://cache:2"));
    EXPECT_EQ(identity("redis://localhost").find("redis://localhost:6379/0 on "), 0U);
    EXPECT_EQ(identity("unix:///run/redis.sock").find("unix:///run/redis.sock?db=0 on "), 0U);
}

TEST(redis_address, that_is_wrong_is_shown_without_the_password) {
    try {
        (void)parse_redis_address("redis://:secret@cache:x");
        FAIL() << "read a bad port";
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(std::string{error.what()}.find("secret"), std::string::npos) << error.what();
    }
}

class bad_redis_address : public testing::TestWithParam<const char*> {};

TEST_P(bad_redis_address, is_refused) {
    EXPECT_THROW((void)parse_redis_address(GetParam()), std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(
    table,
    bad_redis_address,
    testing::Values(
        "",
        "cache:6379",
        "http://cache",
        "redis://",
        "redis://:6379",
        "redis://cache:",
        "redis://cache:0",
        "redis://cache:65536",
        "redis://cache:+1",
        "redis://cache:63x",
        "redis://:@cache",
        "redis://user@cache",
        "redis://:a%2@cache",
        "redis://:a%zz@cache",
        "redis://cache/x",
        "redis://cache/-1",
        "unix:///redis.sock?ssl=1",
        "unix:///redis.sock?db=",
        "redis://cache?ssl=1",
        "unix://",
        "unix://relative.sock"
    )
);

TEST(redis_address, says_what_is_wrong) {
    try {
        (void)parse_redis_address("redis://cache:x");
        FAIL() << "read a bad port";
    } catch (const std::invalid_argument& error) {
        EXPECT_STREQ(
            error.what(),
            "Redis address \"redis://cache:x\": the port is no number; "
            "write redis://:password@host:port/database or unix:///path?db=database"
        );
    }
}

}  // namespace
}  // namespace unamex::cache
