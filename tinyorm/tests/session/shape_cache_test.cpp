#include <tinyorm/core/error.hpp>
#include <tinyorm/session/shape_cache.hpp>

#include <gtest/gtest.h>

#include "models/blog.hpp"

namespace tinyorm {
namespace {

using blog::User;

TEST(shape_cache, renders_each_shape_once) {
    shape_cache shapes{dialect::dialect_of(dialect_kind::sqlite)};
    const auto one = shapes.text_of(User::select().where(User::id == 1).erased());
    const auto two = shapes.text_of(User::select().where(User::id == 2).erased());
    EXPECT_EQ(one, two);
    EXPECT_NE(one, shapes.text_of(User::select().where(User::id < 2).erased()));
    EXPECT_EQ(shapes.size(), 2U);
}

TEST(shape_cache, does_not_remember_what_was_refused) {
    shape_cache shapes{dialect::dialect_of(dialect_kind::sqlite)};
    EXPECT_THROW(static_cast<void>(shapes.text_of(User::remove().erased())), error);
    EXPECT_EQ(shapes.size(), 0U);
}

TEST(shape_cache, forgets_everything_rather_than_growing_without_bound) {
    shape_cache shapes{dialect::dialect_of(dialect_kind::sqlite)};
    const auto first = shapes.text_of(User::select().erased());
    for (unsigned shape = 0; shape < 2 * shape_cache::capacity; ++shape) {
        auto query = User::select(User::id);
        for (unsigned bit = 1; bit < 2 * shape_cache::capacity; bit *= 2) {
            query.where((shape & bit) != 0 ? User::id == 1 : User::id < 1);
        }
        static_cast<void>(shapes.text_of(query.erased()));
    }
    EXPECT_LE(shapes.size(), shape_cache::capacity);
    EXPECT_TRUE(first->starts_with("SELECT"));
}

}  // namespace
}  // namespace tinyorm
