#include <tinyorm/query/expression.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace tinyorm::query {
namespace {

TEST(expression, stands_in_prefix_order_with_its_parameters_from_left_to_right) {
    const auto tree = (blog::User::id == 1 && blog::User::username == "a").to_expression();
    ASSERT_EQ(tree.nodes().size(), 7U);
    EXPECT_EQ(tree.nodes()[0].code, operation::logical_and);
    EXPECT_EQ(tree.nodes()[1].code, operation::equal);
    EXPECT_EQ(tree.nodes()[2].column, &blog::User::id);
    EXPECT_EQ(tree.nodes()[3].what, node::kind::parameter);
    EXPECT_EQ(tree.nodes()[5].column, &blog::User::username);
    ASSERT_EQ(tree.parameters().size(), 2U);
    EXPECT_EQ(tree.parameters()[0].held, value{1});
    EXPECT_EQ(tree.parameters()[1].held, value{"a"});
}

}  // namespace
}  // namespace tinyorm::query
