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

    /// As for an answer that has been sent; false if it had to be 503.
    bool answer() {
        http::request request;
        request.context().background().add(rest(bench_, begun_));
        if (!work_.has_room_for(request)) return false;
        due_.push_back(work_.take_from(request));
        return true;
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
};

TEST_F(background_work, begins_only_so_much_at_once) {
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(answer());
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

TEST_F(background_work, has_no_room_for_more_than_may_wait) {
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(answer());
    EXPECT_FALSE(answer());  // already while the answers are being sent
    const http::request without_work{};
    EXPECT_TRUE(work_.has_room_for(without_work));
    begin();
    EXPECT_FALSE(answer());
    bench_.let_all_go_on();
    EXPECT_TRUE(answer());
}

TEST_F(background_work, drops_what_turns_up_too_late) {
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(answer());
    http::request late;
    late.context().background().add(rest(bench_, begun_));
    EXPECT_FALSE(work_.take_from(late));
    EXPECT_EQ(work_.size(), 3U);
}

TEST_F(background_work, tells_when_nothing_is_under_way) {
    int told = 0;
    work_.when_done = [&] { ++told; };
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(answer());
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
