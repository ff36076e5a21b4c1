#include <microfast/net/sleep.hpp>
#include <unamex/storage/gather.hpp>

#include <gtest/gtest.h>

#include <stdexcept>

#include "services/run_task.hpp"

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;

microfast::task<int> later(int number, std::chrono::milliseconds pause) {
    co_await microfast::net::sleep_for(pause);
    co_return number;
}

microfast::task<int> failing(std::string message, std::chrono::milliseconds pause) {
    co_await microfast::net::sleep_for(pause);
    throw std::runtime_error{message};
}

TEST(gather, gives_results_in_the_order_of_the_tasks) {
    std::vector<microfast::task<int>> tasks;
    tasks.push_back(later(1, 20ms));
    tasks.push_back(later(2, 0ms));
    tasks.push_back(later(3, 10ms));
    EXPECT_EQ(tests::run(gather(std::move(tasks))), (std::vector{1, 2, 3}));
}

TEST(gather, of_nothing_is_nothing) {
    EXPECT_TRUE(tests::run(gather(std::vector<microfast::task<int>>{})).empty());
}

TEST(gather, throws_the_first_failure_once_all_have_ended) {
    int ended = 0;
    const auto counted = [](int& count) -> microfast::task<int> {
        co_await microfast::net::sleep_for(20ms);
        co_return ++count;
    };
    std::vector<microfast::task<int>> tasks;
    tasks.push_back(failing("second", 10ms));
    tasks.push_back(failing("first", 0ms));
    tasks.push_back(counted(ended));
    try {
        tests::run(gather(std::move(tasks)));
        FAIL();
    } catch (const std::runtime_error& failure) {
        EXPECT_STREQ(failure.what(), "first");
    }
    EXPECT_EQ(ended, 1);
}

}  // namespace
}  // namespace unamex::storage
