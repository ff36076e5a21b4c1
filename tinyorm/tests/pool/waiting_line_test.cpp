#include <tinyorm/pool/waiting_line.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tinyorm::pool {
namespace {

using testing::ElementsAre;

TEST(waiting_line, gives_callers_back_in_the_order_of_their_arrival) {
    waiting_line line{3};
    const waiter_ptr callers[] = {
        std::make_shared<waiter>(), std::make_shared<waiter>(), std::make_shared<waiter>()};
    for (const auto& each : callers)
        line.add(each);
    EXPECT_TRUE(line.is_full());
    EXPECT_EQ(line.take_first(), callers[0]);
    EXPECT_FALSE(line.is_full());
    EXPECT_THAT(line.take_all(), ElementsAre(callers[1], callers[2]));
    EXPECT_TRUE(line.is_empty());
    EXPECT_EQ(line.take_first(), nullptr);
}

TEST(waiting_line, lets_a_caller_leave_once) {
    waiting_line line{2};
    const auto first = std::make_shared<waiter>();
    const auto second = std::make_shared<waiter>();
    line.add(first);
    line.add(second);
    EXPECT_TRUE(line.remove(*first));
    EXPECT_FALSE(line.remove(*first));
    EXPECT_EQ(line.take_first(), second);
    EXPECT_FALSE(line.remove(*second));
}

}  // namespace
}  // namespace tinyorm::pool
