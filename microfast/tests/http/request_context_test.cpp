#include <microfast/http/request.hpp>
#include <microfast/http/request_context.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace microfast::http {

namespace {

/// Starts a task and forgets it: for tasks whose awaits are all ready.
struct driver {
    struct promise_type {
        driver get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() { throw; }
    };
};

driver drive(task<void> work) {
    co_await std::move(work);
}

struct noted {
    std::vector<std::string>* log;
    std::string name;
    noted(std::vector<std::string>& into, std::string called)
        : log{&into},
          name{std::move(called)} {}
    noted(const noted&) = delete;
    noted& operator=(const noted&) = delete;
    ~noted() { log->push_back("~" + name); }
};

struct first : noted {
    using noted::noted;
};
struct second : noted {
    using noted::noted;
};

TEST(request_context, is_made_when_it_is_asked_for) {
    request incoming;
    EXPECT_EQ(incoming.find_context(), nullptr);
    auto& context = incoming.context();
    EXPECT_EQ(incoming.find_context(), &context);
    EXPECT_EQ(&incoming.context(), &context);
    incoming.clear();
    EXPECT_EQ(incoming.find_context(), nullptr);
}

TEST(request_context, moves_along_with_its_request) {
    request incoming;
    incoming.context().set<int>(7);
    request moved = std::move(incoming);
    ASSERT_NE(moved.find_context(), nullptr);
    EXPECT_EQ(*moved.context().find<int>(), 7);
}

TEST(request_context, keeps_one_value_of_a_type) {
    request_context context;
    EXPECT_EQ(context.find<int>(), nullptr);
    context.set<int>(1);
    context.set<std::string>("text");
    context.set<int>(2);
    EXPECT_EQ(*context.find<int>(), 2);
    EXPECT_EQ(*context.find<std::string>(), "text");
    EXPECT_EQ(context.find<long>(), nullptr);
}

TEST(request_context, destroys_values_in_reverse_order) {
    std::vector<std::string> log;
    {
        request_context context;
        context.emplace<first>(log, "first");
        context.emplace<second>(log, "second");
        EXPECT_TRUE(log.empty());
    }
    EXPECT_EQ(log, (std::vector<std::string>{"~second", "~first"}));
}

TEST(request_context, tells_of_a_client_that_left) {
    request_context context;
    const auto token = context.stop_token();
    EXPECT_FALSE(token.stop_requested());
    context.request_stop();
    EXPECT_TRUE(token.stop_requested());
}

TEST(background_tasks, run_in_order_functions_and_tasks) {
    std::vector<std::string> log;
    const auto write = [](std::vector<std::string>& into, std::string what) -> task<void> {
        into.push_back(std::move(what));
        co_return;
    };
    background_tasks tasks;
    EXPECT_TRUE(tasks.empty());
    tasks.add(write(log, "task"));
    tasks.add([&log] { log.emplace_back("function"); });
    tasks.add([&log, write, owned = std::make_unique<std::string>("coroutine")] {
        return write(log, *owned);
    });
    auto all = tasks.take();
    EXPECT_TRUE(tasks.empty());
    EXPECT_TRUE(log.empty());
    drive(std::move(all));
    EXPECT_EQ(log, (std::vector<std::string>{"task", "function", "coroutine"}));
}

TEST(background_tasks, go_on_after_one_that_fails) {
    bool done = false;
    background_tasks tasks;
    tasks.add([] { throw std::runtime_error("broken"); });
    tasks.add([&done] { done = true; });
    drive(tasks.take());
    EXPECT_TRUE(done);
}

}  // namespace

}  // namespace microfast::http
