#include <tinyorm/schema/identifier.hpp>

#include <gtest/gtest.h>

#include <string>

namespace tinyorm::schema {
namespace {

TEST(identifier, is_made_of_letters_digits_and_underscores) {
    for (const auto* name : {"a", "_", "users", "User2", "a_b"})
        EXPECT_TRUE(is_identifier(name));
    for (const auto* name : {"", "2a", "a b", "a\"b", "a.b", "ä", "a;--"}) {
        EXPECT_FALSE(is_identifier(name)) << name;
    }
}

TEST(identifier, is_no_longer_than_postgresql_keeps) {
    EXPECT_TRUE(is_identifier(std::string(63, 'a')));
    EXPECT_FALSE(is_identifier(std::string(64, 'a')));
}

}  // namespace
}  // namespace tinyorm::schema
