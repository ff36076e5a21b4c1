#include <microfast/application/lifespan_runner.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace microfast {

namespace {

using lines = std::vector<std::string>;

constexpr std::chrono::seconds patience{30};

lifespan noted(lines& log, std::string name) {
    log.push_back("open " + name);
    const auto how = co_yield ready;
    log.push_back((how == binding::outcome::completed ? "close " : "drop ") + name);
}

lifespan failing_to_open() {
    throw std::runtime_error("no database");
    co_yield ready;
}

lifespan failing_to_close(lines& log) {
    co_yield ready;
    log.emplace_back("fail");
    throw std::runtime_error("broken");
}

lifespan waiting(lines& log) {
    co_await net::sleep_for(std::chrono::milliseconds(1));
    log.emplace_back(net::event_loop::current().is_current() ? "on a loop" : "nowhere");
    co_yield ready;
    co_await net::sleep_for(std::chrono::hours(1));
}

TEST(lifespan_runner, opens_in_order_and_closes_in_the_opposite_order) {
    lines log;
    lifespan_runner runner;
    runner.open({[&] { return noted(log, "a"); }, [&] { return noted(log, "b"); }});
    EXPECT_EQ(log, (lines{"open a", "open b"}));
    runner.close(binding::outcome::completed, patience);
    EXPECT_EQ(log, (lines{"open a", "open b", "close b", "close a"}));
}

TEST(lifespan_runner, closes_what_it_opened_before_a_failure) {
    lines log;
    lifespan_runner runner;
    EXPECT_THROW(
        runner.open({[&] { return noted(log, "a"); }, &failing_to_open}), std::runtime_error
    );
    EXPECT_EQ(log, (lines{"open a", "drop a"}));
    runner.open({[&] { return noted(log, "b"); }});
    runner.close(binding::outcome::completed, patience);
    EXPECT_EQ(log.back(), "close b");
}

TEST(lifespan_runner, closes_the_others_after_one_that_fails) {
    lines log;
    lifespan_runner runner;
    runner.open({[&] { return noted(log, "a"); }, [&] { return failing_to_close(log); }});
    runner.close(binding::outcome::completed, patience);
    EXPECT_EQ(log, (lines{"open a", "fail", "drop a"}));
}

TEST(lifespan_runner, has_a_loop_of_its_own_and_does_not_wait_for_ever) {
    lines log;
    lifespan_runner runner;
    runner.open({[&] { return waiting(log); }});
    EXPECT_EQ(log, (lines{"on a loop"}));
    runner.close(binding::outcome::completed, std::chrono::milliseconds{0});
}

}  // namespace

}  // namespace microfast
