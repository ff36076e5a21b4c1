#include <microfast/core/task.hpp>

#include <gtest/gtest.h>

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/started.hpp"

namespace microfast {

namespace {

task<int> give(int number) {
    co_return number;
}

task<int> give_after(pause& waits, int number) {
    co_await waits;
    co_return number;
}

task<void> throw_after(pause& waits) {
    co_await waits;
    throw std::runtime_error{"late"};
}

TEST(task, does_nothing_until_it_is_awaited) {
    bool ran = false;
    const auto mark = [](bool& mark_here) -> task<void> {
        mark_here = true;
        co_return;
    };
    task<void> work = mark(ran);
    EXPECT_FALSE(ran);
    const started running{std::move(work)};
    EXPECT_TRUE(ran);
    EXPECT_TRUE(running.has_ended());
}

task<void> add(int& sum, int times) {
    for (int i = 0; i < times; ++i)
        sum += co_await give(1);
}

TEST(task, gives_its_value_to_the_one_who_awaits) {
    int sum = 0;
    const started running{add(sum, 3)};
    EXPECT_EQ(sum, 3);
}

TEST(task, that_never_waits_uses_no_stack_in_a_loop) {
    int sum = 0;
    const started running{add(sum, 200'000)};
    EXPECT_EQ(sum, 200'000);
}

TEST(task, resumes_the_one_who_awaits_when_it_has_waited) {
    pause waits;
    int result = 0;
    const auto store = [](pause& until, int& into) -> task<void> {
        into = co_await give_after(until, 7);
    };
    const started running{store(waits, result)};
    EXPECT_FALSE(running.has_ended());
    EXPECT_EQ(result, 0);
    waits.end();
    EXPECT_TRUE(running.has_ended());
    EXPECT_EQ(result, 7);
}

TEST(task, throws_what_its_body_throws_at_the_await) {
    pause waits;
    std::string caught;
    const auto catch_it = [](pause& until, std::string& into) -> task<void> {
        try {
            co_await throw_after(until);
        } catch (const std::runtime_error& failure) {
            into = failure.what();
        }
    };
    const started running{catch_it(waits, caught)};
    waits.end();
    EXPECT_EQ(caught, "late");
}

TEST(task, returns_values_that_can_only_be_moved) {
    const auto make = []() -> task<std::unique_ptr<int>> { co_return std::make_unique<int>(5); };
    const auto use = [](auto& maker, int& into) -> task<void> {
        const auto made = co_await maker();
        into = *made;
    };
    int result = 0;
    const started running{use(make, result)};
    EXPECT_EQ(result, 5);
}

TEST(task, destroys_what_its_frame_owns_when_it_is_destroyed_while_waiting) {
    const auto owned = std::make_shared<int>(1);
    pause waits;
    const auto hold = [](std::shared_ptr<int> held, pause& until) -> task<void> {
        const auto inner = [](std::shared_ptr<int> also_held, pause& until_then) -> task<void> {
            co_await until_then;
            static_cast<void>(also_held);
        };
        co_await inner(held, until);
    };
    {
        const started running{hold(owned, waits)};
        EXPECT_GT(owned.use_count(), 2);
    }
    EXPECT_EQ(owned.use_count(), 1);
}

TEST(task, is_empty_once_moved_from) {
    task<int> first = give(1);
    EXPECT_TRUE(first);
    const task<int> second = std::move(first);
    EXPECT_TRUE(second);
    EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): that is what is tested
    EXPECT_FALSE(task<int>{});
}

TEST(task, destroys_the_task_it_replaces) {
    const auto owned = std::make_shared<int>(1);
    const auto hold = [](std::shared_ptr<int> held) -> task<int> { co_return *held; };
    task<int> work = hold(owned);
    EXPECT_EQ(owned.use_count(), 2);
    work = give(2);
    EXPECT_EQ(owned.use_count(), 1);
}

}  // namespace

}  // namespace microfast
