#include <microfast/core/generator.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/started.hpp"

namespace microfast {

namespace {

using testing::ElementsAre;

generator<int> count_to(int last) {
    for (int i = 1; i <= last; ++i)
        co_yield i;
}

template <class T>
task<void> take_all(generator<T> values, std::vector<T>& into) {
    while (T* value = co_await values.next())
        into.push_back(std::move(*value));
}

TEST(generator, gives_every_value_and_then_null) {
    std::vector<int> taken;
    const started taking{take_all(count_to(3), taken)};
    EXPECT_TRUE(taking.has_ended());
    EXPECT_THAT(taken, ElementsAre(1, 2, 3));
}

TEST(generator, may_give_nothing) {
    std::vector<int> taken;
    const started taking{take_all(count_to(0), taken)};
    EXPECT_TRUE(taking.has_ended());
    EXPECT_TRUE(taken.empty());
}

task<void> ask_beyond_the_end(bool& still_null) {
    auto values = count_to(1);
    static_cast<void>(co_await values.next());
    static_cast<void>(co_await values.next());
    still_null = co_await values.next() == nullptr;
}

TEST(generator, stays_at_its_end) {
    bool still_null = false;
    const started asking{ask_beyond_the_end(still_null)};
    EXPECT_TRUE(still_null);
}

TEST(generator, costs_no_stack_for_values_that_it_need_not_wait_for) {
    constexpr int many = 1'000'000;
    std::vector<int> taken;
    const started taking{take_all(count_to(many), taken)};
    EXPECT_EQ(taken.size(), static_cast<std::size_t>(many));
}

generator<std::string> words(pause& between) {
    co_yield "one";
    co_await between;
    co_yield std::string{"two"};
    co_await between;
}

TEST(generator, waits_between_values_and_before_its_end) {
    pause between;
    std::vector<std::string> taken;
    const started taking{take_all(words(between), taken)};
    EXPECT_THAT(taken, ElementsAre("one"));
    between.end();
    EXPECT_THAT(taken, ElementsAre("one", "two"));
    EXPECT_FALSE(taking.has_ended());
    between.end();
    EXPECT_TRUE(taking.has_ended());
}

generator<int> fail_after_one() {
    co_yield 1;
    throw std::runtime_error{"no more"};
}

task<void> take_until_failure(std::string& failure, int& after) {
    auto values = fail_after_one();
    static_cast<void>(co_await values.next());
    try {
        static_cast<void>(co_await values.next());
    } catch (const std::runtime_error& thrown) {
        failure = thrown.what();
    }
    after = co_await values.next() == nullptr ? 0 : 1;
}

TEST(generator, throws_what_leaves_its_body_and_has_ended_then) {
    std::string failure;
    int after = -1;
    const started taking{take_until_failure(failure, after)};
    EXPECT_EQ(failure, "no more");
    EXPECT_EQ(after, 0);
}

generator<int> own(std::shared_ptr<int> owned) {
    for (;;)
        co_yield ++*owned;
}

task<void> take_one(generator<int> values, int& into) {
    into = *co_await values.next();
}

TEST(generator, frees_what_it_owns_when_nobody_asks_any_more) {
    const auto owned = std::make_shared<int>(0);
    int taken = 0;
    { const started taking{take_one(own(owned), taken)}; }
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(owned.use_count(), 1);
    static_cast<void>(own(owned));  // one that was never asked
    EXPECT_EQ(owned.use_count(), 1);
}

struct named {
    std::string name;
    int number = 0;
};

generator<named> records() {
    for (int i = 0; i < 3; ++i) {
        named record{"a name that is too long for a short string", i};
        co_yield std::move(record);
    }
}

TEST(generator, hands_over_what_it_gives) {
    std::vector<named> taken;
    const started taking{take_all(records(), taken)};
    ASSERT_EQ(taken.size(), 3U);
    EXPECT_EQ(taken[2].number, 2);
    EXPECT_EQ(taken[2].name, "a name that is too long for a short string");
}

}  // namespace

}  // namespace microfast
