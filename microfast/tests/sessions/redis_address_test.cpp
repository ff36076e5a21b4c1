#include <microfast/core/error.hpp>
#include <microfast/sessions/redis_address.hpp>

#include <gtest/gtest.h>

#include <string>

namespace microfast::sessions {

namespace {

TEST(redis_address, reads_hosts_and_sockets) {
    EXPECT_EQ(parse_redis_address("redis://cache"), (redis_address{.host = "cache"}));
    EXPECT_EQ(
        parse_redis_address("redis://ann:a%40b@10.0.0.1:7000/3"),
        (redis_address{
            .host = "10.0.0.1", .port = "7000", .user = "ann", .password = "a@b", .database = "3"})
    );
    EXPECT_EQ(
        parse_redis_address("redis://:secret@[::1]:7000/"),
        (redis_address{.host = "::1", .port = "7000", .password = "secret"})
    );
    EXPECT_EQ(parse_redis_address("redis://[::1]"), (redis_address{.host = "::1"}));
    EXPECT_EQ(
        parse_redis_address("unix:///run/redis.sock"),
        (redis_address{.socket_path = "/run/redis.sock"})
    );
    EXPECT_EQ(
        parse_redis_address("unix://u:p@/run/redis.sock?db=2"),
        (redis_address{
            .socket_path = "/run/redis.sock", .user = "u", .password = "p", .database = "2"})
    );
}

TEST(redis_address, takes_an_at_sign_of_a_path_for_what_it_is) {
    EXPECT_EQ(
        parse_redis_address("unix:///run/a@b.sock"), (redis_address{.socket_path = "/run/a@b.sock"})
    );
    EXPECT_EQ(
        parse_redis_address("unix://:p@/run/a@b.sock"),
        (redis_address{.socket_path = "/run/a@b.sock", .password = "p"})
    );
}

TEST(redis_address, refuses_what_is_none_without_repeating_the_password) {
    for (const auto* url :
         {"",
          "localhost:6379",
          "http://cache",
          "redis://",
          "redis://:6379",
          "redis://cache:none",
          "redis://cache:65536",
          "redis://cache:",
          "redis://cache/first",
          "redis://secret@cache",
          "redis://u:%zz@cache",
          "unix://relative",
          "unix:///a?database=1",
          "unix:///a?db=-1"}) {
        try {
            (void)parse_redis_address(url);
            ADD_FAILURE() << url;
        } catch (const error& refused) {
            EXPECT_EQ(std::string(refused.what()).find("secret"), std::string::npos);
            EXPECT_NE(std::string(refused.what()).find("write redis://"), std::string::npos);
        }
    }
}

TEST(redis_address, finds_what_a_socket_connects_to) {
    const auto path = find_places_blocking({.socket_path = "/run/redis.sock"});
    ASSERT_EQ(path.size(), 1U);
    EXPECT_EQ(path[0].address.ss_family, AF_UNIX);
    const auto host = find_places_blocking({.host = "127.0.0.1"});
    ASSERT_EQ(host.size(), 1U);
    EXPECT_EQ(host[0].address.ss_family, AF_INET);
    EXPECT_THROW((void)find_places_blocking({.socket_path = std::string(200, '/')}), error);
    EXPECT_THROW((void)find_places_blocking({.host = "no such host"}), error);
}

}  // namespace

}  // namespace microfast::sessions
