#include <tinyorm/core/error.hpp>
#include <tinyorm/session/identity_map.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <models/blog.hpp>

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;

template <typename Model>
tracked stored(const typename Model::row& row) {
    return {row_type_of<Model>, &row, row_state::stored};
}

TEST(identity_map, finds_objects_by_table_and_key) {
    identity_map map;
    auto user = stored<User>({.id = 1});
    auto post = stored<Post>({.id = 1});
    auto vote = stored<Vote>({.voter_id = 1, .post_id = 2});
    for (auto* const one : {&user, &post, &vote})
        map.add(*one);
    EXPECT_EQ(map.find(user.table(), {value{i64{1}}}), &user);
    EXPECT_EQ(map.find(post.table(), {value{i64{1}}}), &post);
    EXPECT_EQ(map.find(vote.table(), {value{i64{1}}, value{i64{2}}}), &vote);
    EXPECT_EQ(map.find(user.table(), {value{i64{2}}}), nullptr);
    map.erase(user, user.key());
    EXPECT_EQ(map.find(user.table(), {value{i64{1}}}), nullptr);
    EXPECT_EQ(map.size(), 2U);
}

TEST(identity_map, keeps_one_object_for_a_key) {
    identity_map map;
    auto first = stored<User>({.id = 1});
    auto second = stored<User>({.id = 1});
    map.add(first);
    map.add(first);
    try {
        map.add(second);
        FAIL() << "there are two";
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("users with id 1 is an object of this"));
    }
    map.erase(second, second.key());
    EXPECT_EQ(map.size(), 1U);
}

}  // namespace
}  // namespace tinyorm
