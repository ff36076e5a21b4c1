#include <tinyorm/async/ready_queue.hpp>
#include <tinyorm/core/error.hpp>

#include <gtest/gtest.h>

#include <thread>

namespace tinyorm::async {
namespace {

// Remembers what it completed with.
class remembering_job final : public job {
public:
    remembering_job() : job(std::source_location::current()) {}

    void run(driver::connection&) override {}
    void complete(std::exception_ptr failure) noexcept override { outcome_ = std::move(failure); }

    [[nodiscard]] bool was_cancelled() const {
        try {
            if (outcome_) std::rethrow_exception(outcome_);
        } catch (const error& refused) {
            return refused.kind() == error_kind::cancelled;
        }
        return false;
    }

private:
    std::exception_ptr outcome_;
};

TEST(ready_queue, gives_jobs_in_order) {
    ready_queue queue;
    const auto first = std::make_shared<remembering_job>();
    const auto second = std::make_shared<remembering_job>();
    queue.push({first, {}});
    queue.push({second, {}});
    EXPECT_EQ(queue.take()->work, first);
    EXPECT_EQ(queue.take()->work, second);
}

TEST(ready_queue, refuses_what_is_in_it_and_what_comes_after_its_end) {
    ready_queue queue;
    const auto before = std::make_shared<remembering_job>();
    const auto after = std::make_shared<remembering_job>();
    queue.push({before, {}});
    queue.close();
    EXPECT_TRUE(before->was_cancelled());
    queue.push({after, {}});
    EXPECT_TRUE(after->was_cancelled());
    EXPECT_FALSE(queue.take());
}

TEST(ready_queue, ends_the_waiting_of_threads) {
    ready_queue queue;
    std::thread waiting{[&] { EXPECT_FALSE(queue.take()); }};
    queue.close();
    waiting.join();
}

}  // namespace
}  // namespace tinyorm::async
