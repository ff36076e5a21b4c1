#include <microfast/core/task.hpp>
#include <unamex/storage/deadline_call.hpp>

#include <asio/post.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "services/run_task.hpp"

namespace unamex::storage {
namespace {

using namespace std::chrono_literals;

/// An operation that ends when the test says so.
class operation {
public:
    auto start() {
        return [this](auto handler) {
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            shared->get_cancellation_slot().assign([this](asio::cancellation_type) {
                is_cancelled = true;
            });
            end = [shared](std::exception_ptr thrown, int result) {
                asio::post(shared->get_executor(), [shared, thrown, result] {
                    (*shared)(thrown, result);
                });
            };
            if (ends_at_once) end(failure, 7);
        };
    }

    std::function<void(std::exception_ptr, int)> end;
    bool ends_at_once = false;
    std::exception_ptr failure;
    bool is_cancelled = false;
};

microfast::task<int> await(operation& operation, std::chrono::milliseconds deadline) {
    deadline_call<int, decltype(operation.start())> call{deadline, operation.start()};
    co_return co_await call;
}

TEST(deadline_call, gives_what_the_operation_gives) {
    operation quick;
    quick.ends_at_once = true;
    EXPECT_EQ(tests::run(await(quick, 1h)), 7);
    EXPECT_FALSE(quick.is_cancelled);
}

TEST(deadline_call, throws_what_the_operation_fails_with) {
    operation failing;
    failing.ends_at_once = true;
    failing.failure = std::make_exception_ptr(std::runtime_error{"away"});
    EXPECT_THROW(tests::run(await(failing, 1h)), std::runtime_error);
}

TEST(deadline_call, stops_waiting_at_the_deadline_and_cancels) {
    microfast::net::event_loop loop;
    operation hanging;
    try {
        tests::run(loop, await(hanging, 5ms));
        FAIL();
    } catch (const tinyorm::error& late) {
        EXPECT_EQ(late.kind(), tinyorm::error_kind::timeout);
    }
    EXPECT_TRUE(hanging.is_cancelled);
    hanging.end({}, 1);  // too late: nobody waits any more
    loop.post([&] { loop.stop(); });
    loop.run();
}

}  // namespace
}  // namespace unamex::storage
