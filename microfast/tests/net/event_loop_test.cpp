#include <microfast/core/error.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/net/use_task.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

namespace microfast::net {

namespace {

TEST(event_loop, is_current_only_while_it_runs) {
    event_loop loop;
    EXPECT_THROW(static_cast<void>(event_loop::current()), error);
    loop.post([&] {
        EXPECT_EQ(&event_loop::current(), &loop);
        loop.stop();
    });
    loop.run();
    EXPECT_FALSE(loop.is_current());
}

TEST(event_loop, does_not_forget_a_stop_that_comes_before_the_run) {
    event_loop loop;
    loop.stop();
    loop.run();
    loop.post([&] { loop.stop(); });
    loop.run();
}

TEST(event_loop, runs_what_other_threads_post) {
    event_loop loop;
    std::thread other{[&] {
        for (int i = 0; i < 100; ++i)
            loop.post([] {});
        loop.post([&] { loop.stop(); });
    }};
    loop.run();
    other.join();
}

task<void> stop_from_inside(event_loop& loop, std::thread::id& ran_on) {
    co_await asio::post(loop.executor(), use_task);
    ran_on = std::this_thread::get_id();
    loop.stop();
}

TEST(event_loop, runs_a_task_that_another_thread_spawns) {
    event_loop loop;
    std::thread::id ran_on;
    std::thread other{[&] { loop.spawn(stop_from_inside(loop, ran_on)); }};
    loop.run();
    other.join();
    EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(event_loop, starts_a_task_of_its_own_thread_at_once) {
    event_loop loop;
    bool started = false;
    const auto mark = [](bool& here) -> task<void> {
        here = true;
        co_return;
    };
    loop.post([&] {
        loop.spawn(mark(started));
        EXPECT_TRUE(started);
        loop.stop();
    });
    loop.run();
}

TEST(event_loop, survives_a_spawned_task_that_fails) {
    event_loop loop;
    const auto fail = []() -> task<void> {
        throw std::runtime_error{"on purpose"};
        co_return;
    };
    loop.spawn(fail());
    loop.post([&] { loop.stop(); });
    loop.run();
}

task<void> wait_for_ever(std::shared_ptr<int> held) {
    co_await sleep_for(std::chrono::hours(1));
    static_cast<void>(held);
}

TEST(event_loop, destroys_tasks_that_have_not_ended) {
    const auto held = std::make_shared<int>(1);
    {
        event_loop loop;
        loop.spawn(wait_for_ever(held));
        loop.post([&] { loop.stop(); });
        loop.run();
        EXPECT_GT(held.use_count(), 1);
    }
    EXPECT_EQ(held.use_count(), 1);
}

class stopper final : public deadline_wheel::entry {
public:
    explicit stopper(event_loop& loop) : loop_{loop} {}
    void on_deadline(deadline_wheel::time_point now) override {
        called_at = now;
        loop_.stop();
    }

    deadline_wheel::time_point called_at;

private:
    event_loop& loop_;
};

TEST(event_loop, calls_deadlines_when_they_have_passed) {
    event_loop loop{{.poller = poller_kind::system, .tick = std::chrono::milliseconds{5}}};
    stopper stops{loop};
    const auto due = loop.now() + std::chrono::milliseconds{20};
    loop.schedule(stops, due);
    loop.run();
    EXPECT_GE(stops.called_at, due);
}

}  // namespace

}  // namespace microfast::net
