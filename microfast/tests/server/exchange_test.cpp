#include <microfast/server/exchange.hpp>

#include <gtest/gtest.h>

#include <string>

namespace microfast::server {

namespace {

TEST(exchange_pool, hands_out_again_what_it_got_back_as_if_it_were_new) {
    exchange_pool pool;
    exchange& first = pool.take();
    first.closes = first.needs_continue = true;
    first.state = exchange_state::answered;
    first.response.set_text("old");
    first.request.set_body("old");
    pool.give_back(first);
    exchange& second = pool.take();
    EXPECT_EQ(&second, &first);
    EXPECT_FALSE(second.closes);
    EXPECT_FALSE(second.needs_continue);
    EXPECT_EQ(second.state, exchange_state::waiting);
    EXPECT_EQ(second.response.body, "");
    EXPECT_EQ(second.request.body(), "");
}

TEST(exchange_pool, gives_different_ones_to_those_who_need_them_at_once) {
    exchange_pool pool;
    EXPECT_NE(&pool.take(), &pool.take());
}

TEST(exchange_pool, keeps_no_large_bodies) {
    exchange_pool pool;
    exchange& large = pool.take();
    large.response.set_text(std::string(1'000'000, 'x'));
    pool.give_back(large);
    EXPECT_LT(pool.take().response.body.capacity(), 1'000'000U);
}

}  // namespace

}  // namespace microfast::server
