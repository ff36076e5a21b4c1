#include <unamex/cache/redis_greeting.hpp>

#include <gtest/gtest.h>

namespace unamex::cache {
namespace {

redis_reply text(std::string said) {
    return {.is = redis_reply::kind::text, .text = std::move(said), .list = {}};
}

redis_reply error(std::string said) {
    return {.is = redis_reply::kind::error, .text = std::move(said), .list = {}};
}

redis_reply policy(std::string named) {
    return {
        .is = redis_reply::kind::list,
        .text = {},
        .list = {text("maxmemory-policy"), text(std::move(named))}};
}

greeting_answer read(const std::vector<redis_reply>& replies) {
    return read_greeting(replies);
}

TEST(redis_greeting, logs_in_selects_names_and_asks) {
    const auto commands = greeting_for({.user = "u", .password = "p", .database = 3}, "new");
    const std::vector<redis_command> expected{
        {"AUTH", "u", "p"},
        {"SELECT", "3"},
        {"SET", "unamex:cache", "new", "NX"},
        {"GET", "unamex:cache"},
        {"CONFIG", "GET", "maxmemory-policy"}};
    EXPECT_EQ(commands, expected);
    EXPECT_EQ(greeting_for({}, "new").size(), 3U);
}

TEST(redis_greeting, takes_the_name_that_redis_has) {
    const auto answer = read({redis_reply{}, text("old"), policy("noeviction")});
    EXPECT_EQ(answer.refusal, "");
    EXPECT_EQ(answer.id, "old");
    EXPECT_EQ(answer.unknown_policy, "");
}

TEST(redis_greeting, refuses_a_redis_that_evicts) {
    for (const auto* const named : {"allkeys-lru", "volatile-ttl", ""}) {
        const auto answer = read({text("OK"), text("a"), policy(named)});
        EXPECT_EQ(
            answer.refusal, std::string{"it evicts answers: its maxmemory-policy is "} + named
        );
    }
}

TEST(redis_greeting, says_that_the_policy_cannot_be_asked) {
    const auto answer = read({text("OK"), text("a"), error("NOPERM config")});
    EXPECT_EQ(answer.refusal, "");
    EXPECT_EQ(answer.id, "a");
    EXPECT_EQ(answer.unknown_policy, "NOPERM config");
    const redis_reply nothing{.is = redis_reply::kind::list, .text = {}, .list = {}};
    EXPECT_EQ(read({text("OK"), text("a"), nothing}).unknown_policy, "the reply is empty");
}

TEST(redis_greeting, refuses_a_redis_that_refuses_anything_else) {
    EXPECT_EQ(
        read({error("WRONGPASS"), text("OK"), text("a"), policy("noeviction")}).refusal,
        "Redis refused: WRONGPASS"
    );
    EXPECT_EQ(
        read({error("READONLY"), text("a"), error("NOPERM")}).refusal, "Redis refused: READONLY"
    );
    EXPECT_EQ(read({text("OK"), error("NOPERM"), error("x")}).refusal, "Redis refused: NOPERM");
}

TEST(redis_greeting, refuses_a_redis_without_a_name) {
    EXPECT_NE(
        read({redis_reply{}, policy("noeviction")}).refusal.find("has lost"), std::string::npos
    );
    EXPECT_NE(read({}).refusal, "");
}

TEST(redis_greeting, makes_names_of_32_digits_that_differ) {
    EXPECT_EQ(make_identity().size(), 32U);
    EXPECT_NE(make_identity(), make_identity());
}

}  // namespace
}  // namespace unamex::cache
