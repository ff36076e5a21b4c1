#include <unamex/domain/look_alike.hpp>
#include <unamex/domain/unicode.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace unamex::domain {
namespace {

TEST(look_alike_key, is_equal_for_names_that_look_alike) {
    EXPECT_EQ(look_alike_key("go0gle"), look_alike_key("google"));
    EXPECT_EQ(look_alike_key("paypal"), look_alike_key("раураӏ"));
    EXPECT_EQ(look_alike_key("paypa1"), look_alike_key("раураӏ"));
    EXPECT_EQ(look_alike_key("rnicrosoft"), look_alike_key("microsoft"));
    EXPECT_EQ(look_alike_key("tvvitter"), look_alike_key("twitter"));
    EXPECT_EQ(look_alike_key("a.d-m_in"), look_alike_key("admin"));
    EXPECT_EQ(look_alike_key("gооgle"), look_alike_key("google"));
}

TEST(look_alike_key, differs_for_names_that_do_not) {
    EXPECT_NE(look_alike_key("alice"), look_alike_key("alicia"));
    EXPECT_NE(look_alike_key("иван"), look_alike_key("ivan"));
    EXPECT_NE(look_alike_key("anna"), look_alike_key("ama"));
}

TEST(look_alike_key, of_ascii_is_what_it_would_be_by_way_of_the_skeleton) {
    constexpr std::string_view characters = "abcdefghijklmnopqrstuvwxyz0123456789rnvvm1l0";
    std::mt19937 random{39};
    for (int round = 0; round < 20'000; ++round) {
        std::string name;
        for (auto left = 1 + random() % 12; left > 0; --left)
            name += characters[random() % characters.size()];
        ASSERT_EQ(look_alike_key(unicode_skeleton(name)), look_alike_key(name)) << name;
    }
}

}  // namespace
}  // namespace unamex::domain
