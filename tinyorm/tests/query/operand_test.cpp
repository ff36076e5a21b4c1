#include <tinyorm/query/operand.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace tinyorm::query {
namespace {

TEST(operand, makes_the_special_characters_of_a_prefix_ordinary) {
    EXPECT_EQ(prefix_pattern("a"), "a%");
    EXPECT_EQ(prefix_pattern(R"(50%_\)"), R"(50\%\_\\%)");
}

TEST(operand, sends_a_range_as_one_array) {
    const auto ids = blog::User::id.any_of(std::vector<unsigned>{1, 2}).to_expression();
    ASSERT_EQ(ids.parameters().size(), 1U);
    EXPECT_EQ(ids.parameters()[0].held, value(std::vector<i64>{1, 2}));
    const auto names = blog::User::username.any_of(std::vector{"a", "b"}).to_expression();
    EXPECT_EQ(names.parameters()[0].held, value(std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace tinyorm::query
