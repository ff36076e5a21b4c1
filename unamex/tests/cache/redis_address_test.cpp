#include <unamex/cache/redis_address.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

namespace unamex::cache {
namespace {

TEST(redis_address, reads_hosts_ports_and_sockets) {
    EXPECT_EQ(parse_redis_address("redis://cache"), (redis_address{{}, "cache", 6379}));
    EXPECT_EQ(parse_redis_address("redis://cache:7000/"), (redis_address{{}, "cache", 7000}));
    EXPECT_EQ(parse_redis_address("redis://127.0.0.1:1"), (redis_address{{}, "127.0.0.1", 1}));
    EXPECT_EQ(parse_redis_address("redis://[::1]:7000"), (redis_address{{}, "::1", 7000}));
    EXPECT_EQ(parse_redis_address("redis://[::1]"), (redis_address{{}, "::1", 6379}));
    EXPECT_EQ(
        parse_redis_address("unix:///run/redis.sock"), (redis_address{"/run/redis.sock", {}, 6379})
    );
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
        "redis://:secret@cache",
        "redis://cache/2",
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
            "write redis://host:port or unix:///path"
        );
    }
}

}  // namespace
}  // namespace unamex::cache
