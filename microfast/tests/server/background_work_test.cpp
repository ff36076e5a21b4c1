#include <microfast/http/request_context.hpp>
#include <microfast/server/background_work.hpp>

#include <gtest/gtest.h>

#include <coroutine>
#include <utility>
#include <vector>

#include "server/test_environment.hpp"

namespace microfast::server {

namespace {

/// Where work rests until it is let go on.
struct bench {
    std::vector<std::coroutine_handle<>> resting;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) { resting.push_back(waiting); }
    void await_resume() const noexcept {}

    void let_all_go_on() {
        for (const auto each : std::exchange(resting, {}))
            each.resume();
    }
};

/// Work that counts its beginnings.
task<void> rest(bench& seat, int& begun) {
    ++begun;
    co_await seat;
}

class background_work : public testing::Test {
protected:
    background_work() {
        environment_.options.connections.background_tasks = 2;
        environment_.options.connections.background_queue = 1;
    }

    /// As for an answer of that route that has been sent.
    void answer(const routing::route& route) {
        http::request request;
        request.context().background().add(rest(bench_, begun_));
        due_.push_back(work_.take_from(request, &route));
    }

    void begin() {
        work_.begin(due_);
        environment_.run_pending();
    }

    test_environment environment_;
    server::background_work& work_ = environment_.shared.work;
    std::vector<task<void>> due_;
    bench bench_;
    int begun_ = 0;
    routing::route orders_;
    routing::route health_;
};

TEST_F(background_work, begins_only_so_much_at_once) {
    for (int i = 0; i < 3; ++i)
        answer(orders_);
    EXPECT_EQ(work_.size(), 0U);  // while the answers are being sent
    begin();
    EXPECT_EQ(begun_, 2);
    EXPECT_EQ(work_.size(), 3U);
    bench_.let_all_go_on();
    environment_.run_pending();
    EXPECT_EQ(begun_, 3);
    bench_.let_all_go_on();
    EXPECT_EQ(work_.size(), 0U);
    EXPECT_FALSE(work_.is_under_way());
}

TEST_F(background_work, refuses_the_routes_that_have_had_some_when_it_is_full) {
    for (int i = 0; i < 3; ++i) {
        EXPECT_FALSE(work_.refuses(orders_));
        answer(orders_);
        begin();
    }
    EXPECT_TRUE(work_.refuses(orders_));
    EXPECT_FALSE(work_.refuses(health_));
    bench_.let_all_go_on();
    EXPECT_FALSE(work_.refuses(orders_));
}

TEST_F(background_work, drops_nothing_that_is_there) {
    for (int i = 0; i < 5; ++i)
        answer(orders_);
    begin();
    for (int i = 0; i < 3; ++i) {
        bench_.let_all_go_on();
        environment_.run_pending();
    }
    EXPECT_EQ(begun_, 5);
}

TEST_F(background_work, has_nothing_of_a_request_without_any) {
    http::request request;
    EXPECT_FALSE(work_.take_from(request, &health_));
    static_cast<void>(request.context());
    EXPECT_FALSE(work_.take_from(request, &health_));
}

TEST_F(background_work, tells_when_nothing_is_under_way) {
    int told = 0;
    work_.when_done = [&] { ++told; };
    for (int i = 0; i < 3; ++i)
        answer(orders_);
    begin();
    bench_.let_all_go_on();
    EXPECT_EQ(told, 0);  // the third has its turn now
    EXPECT_TRUE(work_.is_under_way());
    environment_.run_pending();
    bench_.let_all_go_on();
    EXPECT_EQ(told, 1);
}

}  // namespace

}  // namespace microfast::server
