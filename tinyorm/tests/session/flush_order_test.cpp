#include <tinyorm/core/error.hpp>
#include <tinyorm/query/model.hpp>
#include <tinyorm/session/flush_order.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace tinyorm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TINYORM_MODEL(
    Cog,
    "cogs",
    (tinyorm::i64, id, primary_key),
    (tinyorm::i64, needs, foreign_key<Cog>),
    (std::optional<tinyorm::i64>, wants, foreign_key<Cog>)
);

TEST(flush_order, puts_parents_before_children) {
    const std::vector<dependency> chain{{2, 1, &Cog::needs}, {1, 0, &Cog::needs}};
    const auto plan = plan_flush(4, chain);
    EXPECT_THAT(plan.levels, ElementsAre(0, 1, 2, 0));
    EXPECT_THAT(plan.postponed, IsEmpty());
}

TEST(flush_order, counts_the_longest_way) {
    const std::vector<dependency> both{
        {2, 0, &Cog::wants}, {2, 1, &Cog::needs}, {1, 0, &Cog::needs}};
    EXPECT_THAT(plan_flush(3, both).levels, ElementsAre(0, 1, 2));
}

TEST(flush_order, breaks_a_circle_where_a_column_may_be_null) {
    const std::vector<dependency> circle{
        {0, 1, &Cog::needs}, {1, 2, &Cog::wants}, {2, 0, &Cog::needs}};
    const auto plan = plan_flush(3, circle);
    EXPECT_THAT(plan.postponed, ElementsAre(1));
    EXPECT_THAT(plan.levels, ElementsAre(1, 0, 2));
}

TEST(flush_order, lets_a_row_refer_to_itself_later) {
    const std::vector<dependency> itself{{0, 0, &Cog::wants}};
    EXPECT_THAT(plan_flush(1, itself).postponed, ElementsAre(0));
}

TEST(flush_order, refuses_a_circle_that_it_cannot_break_by_its_columns) {
    const std::vector<dependency> circle{{0, 1, &Cog::needs}, {1, 0, &Cog::needs}};
    try {
        static_cast<void>(plan_flush(2, circle));
        FAIL() << "planned";
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::invalid_query);
        EXPECT_THAT(refused.what(), HasSubstr("must be optional: cogs.needs, cogs.needs"));
    }
}

TEST(flush_order, holds_for_any_graph_whose_columns_may_be_null) {
    std::mt19937 random{7};
    for (int round = 0; round < 200; ++round) {
        const std::size_t rows = 1 + random() % 12;
        std::vector<dependency> dependencies;
        for (std::size_t i = 0; i < random() % 30; ++i)
            dependencies.push_back({random() % rows, random() % rows, &Cog::wants});
        const auto plan = plan_flush(rows, dependencies);
        for (std::size_t i = 0; i < dependencies.size(); ++i) {
            const bool is_postponed =
                std::find(plan.postponed.begin(), plan.postponed.end(), i) != plan.postponed.end();
            if (is_postponed) continue;
            ASSERT_LT(plan.levels[dependencies[i].parent], plan.levels[dependencies[i].child]);
        }
    }
}

}  // namespace
}  // namespace tinyorm
