#include <microfast/client/connection_pool.hpp>
#include <microfast/proxy/retry_budget.hpp>

#include <gtest/gtest.h>

namespace microfast::proxy {

namespace {

TEST(retry_budget, is_a_part_of_the_requests_once_the_reserve_is_used) {
    retry_budget budget({.budget = 0.25, .reserve = 2});
    EXPECT_TRUE(budget.take());
    EXPECT_TRUE(budget.take());
    EXPECT_FALSE(budget.take());
    for (int i = 0; i < 3; ++i)
        budget.on_request();
    EXPECT_FALSE(budget.take());
    budget.on_request();
    EXPECT_TRUE(budget.take());
    EXPECT_FALSE(budget.take());
}

TEST(retry_budget, saves_no_more_than_the_reserve) {
    retry_budget budget({.budget = 1, .reserve = 2});
    for (int i = 0; i < 100; ++i)
        budget.on_request();
    EXPECT_TRUE(budget.take());
    EXPECT_TRUE(budget.take());
    EXPECT_FALSE(budget.take());
}

TEST(retry_budget, bears_the_death_of_a_server_with_all_its_connections) {
    const auto most = static_cast<double>(client::pool_options{}.connections);
    EXPECT_GE(retry_options{}.reserve, most);
}

}  // namespace

}  // namespace microfast::proxy
