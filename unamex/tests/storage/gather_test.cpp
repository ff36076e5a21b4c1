#include <unamex/storage/gather.hpp>

#include <gtest/gtest.h>

#include <coroutine>
#include <stdexcept>

#include "services/run_task.hpp"

namespace unamex::storage {
namespace {

/// Holds whoever awaits it until somebody opens it.
class gate {
public:
    void open() { waiting_.resume(); }

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept { waiting_ = waiting; }
    void await_resume() const noexcept {}

private:
    std::coroutine_handle<> waiting_;
};

microfast::task<int> behind(gate& opened, int number) {
    co_await opened;
    co_return number;
}

microfast::task<int> failing_behind(gate& opened, std::string message) {
    co_await opened;
    throw std::runtime_error{message};
}

class gather : public testing::Test {
protected:
    /// Gathers the tasks, opening the gates one after the other once all tasks wait.
    std::vector<int> run(
        std::vector<microfast::task<int>> tasks, std::initializer_list<gate*> order
    ) {
        microfast::net::event_loop loop;
        const std::vector<gate*> gates{order};
        loop.post([&] {
            loop.post([&] {
                for (auto* const each : gates)
                    each->open();
            });
        });
        return tests::run(loop, storage::gather(std::move(tasks)));
    }

    gate first;
    gate second;
    gate third;
};

TEST_F(gather, gives_results_in_the_order_of_the_tasks) {
    std::vector<microfast::task<int>> tasks;
    tasks.push_back(behind(first, 1));
    tasks.push_back(behind(second, 2));
    tasks.push_back(behind(third, 3));
    EXPECT_EQ(run(std::move(tasks), {&second, &third, &first}), (std::vector{1, 2, 3}));
}

TEST_F(gather, of_nothing_is_nothing) {
    EXPECT_TRUE(run({}, {}).empty());
}

TEST_F(gather, throws_the_first_failure_once_all_have_ended) {
    int ended = 0;
    const auto counted = [](gate& opened, int& count) -> microfast::task<int> {
        co_await opened;
        co_return ++count;
    };
    std::vector<microfast::task<int>> tasks;
    tasks.push_back(failing_behind(first, "second"));
    tasks.push_back(failing_behind(second, "first"));
    tasks.push_back(counted(third, ended));
    try {
        run(std::move(tasks), {&second, &first, &third});
        FAIL();
    } catch (const std::runtime_error& failure) {
        EXPECT_STREQ(failure.what(), "first");
    }
    EXPECT_EQ(ended, 1);
}

}  // namespace
}  // namespace unamex::storage
