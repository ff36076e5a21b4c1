#include <unamex/ports/cache_identity.hpp>

#include <gtest/gtest.h>

namespace unamex::ports {
namespace {

TEST(cache_identity, keeps_its_number_while_the_same_cache_answers) {
    cache_identity identity{""};
    const auto number = identity.found("a");
    EXPECT_EQ(identity.found("a"), number);
    EXPECT_EQ(identity.last().id, "a");
    EXPECT_NE(identity.found("b"), number);
    EXPECT_NE(identity.found("a"), number) << "what was agreed before b came holds no more";
}

TEST(cache_identity, is_agreed_once_every_shard_has_said_so) {
    cache_identity identity{"a"};
    identity.expect_shards(2);
    EXPECT_FALSE(identity.is_agreed());
    identity.agree(0, identity.number());
    EXPECT_FALSE(identity.is_agreed());
    identity.agree(1, identity.number());
    EXPECT_TRUE(identity.is_agreed());
}

TEST(cache_identity, is_not_agreed_when_another_cache_answers) {
    cache_identity identity{"a"};
    identity.expect_shards(1);
    const auto before = identity.number();
    identity.found("b");
    identity.agree(0, before);  // by who had asked the shard before
    EXPECT_FALSE(identity.is_agreed());
    identity.agree(0, identity.number());
    EXPECT_TRUE(identity.is_agreed());
}

}  // namespace
}  // namespace unamex::ports
