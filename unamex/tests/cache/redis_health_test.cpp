#include <unamex/cache/redis_health.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace unamex::cache {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr redis_health::time_point start{1h};

class redis_health : public testing::Test {
protected:
    std::vector<std::string> said;
    cache::redis_health health{
        parse_redis_address("redis://:secret@cache:7000/3"),
        [this](cache::redis_health::notice, const std::string& sentence) {
            said.push_back(sentence);
        }};
};

TEST_F(redis_health, is_said_once_when_it_goes_and_once_when_it_is_back) {
    health.greeted(start);
    health.greeted(start + 1s);
    health.failed("closed", start + 1s);
    health.failed("closed", start + 2s);
    health.greeted(start + 3s);
    health.greeted(start + 4s);
    EXPECT_THAT(
        said,
        ElementsAre(
            "Redis at redis://cache:7000/3 answers",
            HasSubstr("Redis at redis://cache:7000/3 cannot be used (closed): start it"),
            "Redis at redis://cache:7000/3 answers again"
        )
    );
}

TEST_F(redis_health, is_not_told_by_a_connection_from_before_the_outage) {
    health.greeted(start);
    health.failed("closed", start);
    health.greeted(start + 5s);
    said.clear();
    health.failed("closed", start + 1s);
    EXPECT_TRUE(said.empty());
    health.failed("closed", start + 6s);
    EXPECT_EQ(said.size(), 1U);
}

TEST_F(redis_health, says_what_to_do_about_a_wrong_setting) {
    health.failed("Redis refused: WRONGPASS invalid username-password pair", start);
    EXPECT_THAT(said.back(), HasSubstr("correct the user and password in --redis"));
    EXPECT_THAT(said.back(), testing::Not(HasSubstr("secret")));
    health.greeted(start);
    health.failed("Redis refused: ERR DB index is out of range", start);
    EXPECT_THAT(said.back(), HasSubstr("it has no such database"));
}

TEST(advice, is_for_the_reason_that_is_given) {
    EXPECT_THAT(
        std::string{
            advice_for("Redis is away: it evicts answers: its maxmemory-policy is allkeys-lru")},
        HasSubstr("CONFIG SET maxmemory-policy noeviction")
    );
    EXPECT_THAT(
        std::string{advice_for("Redis refused: READONLY You can't write")}, HasSubstr("replica")
    );
    EXPECT_THAT(std::string{advice_for("no reply in 200 ms")}, HasSubstr("start it"));
}

}  // namespace
}  // namespace unamex::cache
