#include <tinyorm/async/attendant.hpp>

#include <driver/inert_connection.hpp>
#include <driver/temporary_directory.hpp>
#include <gtest/gtest.h>

#include <future>
#include <utility>

namespace tinyorm::async {
namespace {

using namespace std::chrono_literals;

// A connection to a server that does not answer when it is asked to stop.
class stuck_connection final : public testing_support::inert_connection {
public:
    std::promise<void> was_asked;
    std::promise<void> answers;

protected:
    void interrupt() noexcept override {
        if (std::exchange(is_asked_, true)) return;
        was_asked.set_value();
        answers.get_future().wait();
    }

private:
    bool is_asked_ = false;
};

class idle_job final : public job {
public:
    idle_job() : job(std::source_location::current()) {}
    void run(driver::connection&) override {}
    void complete(std::exception_ptr) noexcept override {}
};

TEST(attendant, expires_waiters_while_a_server_does_not_answer_a_cancellation) {
    const testing_support::temporary_directory directory;
    pool::connection_pool pool{directory.sqlite_url(), {.max_size = 1, .acquire_timeout = 1ms}};
    std::promise<pool::lease> granted;
    pool.acquire_then([&](pool::lease taken, const std::exception_ptr&) {
        granted.set_value(std::move(taken));
    });
    const auto held = granted.get_future().get();
    std::promise<std::exception_ptr> refused;
    auto refusal = refused.get_future();
    stuck_connection stuck;
    const auto running = std::make_shared<idle_job>();
    ASSERT_TRUE(running->start(stuck));
    attendant attending{pool};
    attending.cancel(running);
    stuck.was_asked.get_future().wait();

    attending.watch(pool.acquire_then([&](const pool::lease&, const std::exception_ptr& reason) {
        refused.set_value(reason);
    }));
    const auto outcome = refusal.wait_for(30s);
    stuck.answers.set_value();
    running->finish();
    EXPECT_EQ(outcome, std::future_status::ready);
}

}  // namespace
}  // namespace tinyorm::async
