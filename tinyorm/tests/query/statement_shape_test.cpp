#include <tinyorm/query/statement_shape.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "models/blog.hpp"

namespace tinyorm::query {
namespace {

using blog::User;
using blog::Vote;

TEST(statement_shape, is_the_same_for_other_parameters) {
    const auto by_id = [](i64 id) {
        return statement_shape{User::select().where(User::id == id).limit(id).erased()};
    };
    EXPECT_EQ(by_id(1), by_id(2));
    EXPECT_EQ(by_id(1).hash(), by_id(2).hash());
}

TEST(statement_shape, is_another_for_another_text) {
    const auto base = User::select().where(User::id == 1);
    auto limited = base;
    limited.limit(1);
    auto paged = base;
    paged.offset(1);
    auto distinct = base;
    distinct.distinct();
    auto locked = base;
    locked.for_update();
    auto ordered = base;
    ordered.order_by(User::id.asc());
    auto reversed = base;
    reversed.order_by(User::id.desc());
    auto skipping = base;
    skipping.skip_locked();
    const Vote::row vote;
    const std::vector<Vote::row> votes(2);
    const std::vector<statement> different{
        base.erased(),
        limited.erased(),
        paged.erased(),
        distinct.erased(),
        locked.erased(),
        ordered.erased(),
        reversed.erased(),
        skipping.erased(),
        User::select(User::id).where(User::id == 1).erased(),
        User::select().where(User::version == 1).erased(),
        User::select().where(User::id < 1).erased(),
        User::select().where(User::id.in({1})).erased(),
        User::select().where(User::id.in({1, 2})).erased(),
        User::remove().where(User::id == 1).erased(),
        User::update().where(User::id == 1).erased(),
        Vote::insert(vote).erased(),
        Vote::insert(votes).erased(),
        Vote::insert(vote).on_conflict().do_nothing().erased(),
        Vote::insert(vote).on_conflict(Vote::voter_id).do_nothing().erased(),
        Vote::insert(vote).on_conflict(Vote::voter_id).do_update(Vote::weight).erased(),
        Vote::insert(vote).returning().erased(),
    };
    for (std::size_t i = 0; i < different.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_FALSE(statement_shape{different[i]} == statement_shape{different[j]})
                << i << " and " << j;
        }
    }
}

}  // namespace
}  // namespace tinyorm::query
