#include <microfast/binding/resource.hpp>
#include <microfast/core/error.hpp>
#include <microfast/core/task.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

resource<std::string> opened(std::string& log) {
    std::string text = "open";
    const auto how = co_yield text;
    log = text + (how == outcome::completed ? " completed" : " failed");
}

resource<int> without_a_value(bool gives) {
    if (gives) co_yield 1;
}

resource<int> with_two_values() {
    co_yield 1;
    co_yield 2;
}

resource<std::unique_ptr<int>> of_what_only_moves() {
    co_yield std::make_unique<int>(7);
}

task<void> use(std::string& log, outcome how) {
    auto made = opened(log);
    auto& text = co_await made.open();
    text += " and changed";
    co_await made.close(how);
}

TEST(resource, gives_its_value_and_hears_how_it_went) {
    std::string log;
    run(use(log, outcome::completed));
    EXPECT_EQ(log, "open and changed completed");
    run(use(log, outcome::failed));
    EXPECT_EQ(log, "open and changed failed");
}

task<void> open_only(resource<int> made) {
    (void)co_await made.open();
}

task<void> open_and_close(resource<int> made) {
    (void)co_await made.open();
    co_await made.close(outcome::completed);
}

TEST(resource, must_give_exactly_one_value) {
    EXPECT_THROW(run(open_only(without_a_value(false))), error);
    EXPECT_THROW(run(open_and_close(with_two_values())), error);
    run(open_and_close(without_a_value(true)));
}

TEST(resource, keeps_what_it_yields_by_value) {
    const auto use_it = []() -> task<void> {
        auto made = of_what_only_moves();
        auto& value = co_await made.open();
        EXPECT_EQ(*value, 7);
        co_await made.close(outcome::completed);
    };
    run(use_it());
}

}  // namespace

}  // namespace microfast::binding
