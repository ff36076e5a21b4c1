#include <microfast/core/awaitable.hpp>
#include <microfast/core/cancellation.hpp>
#include <microfast/core/error.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/connect_pipe.hpp>
#include <asio/dispatch.hpp>
#include <asio/error.hpp>
#include <asio/experimental/as_tuple.hpp>
#include <asio/readable_pipe.hpp>
#include <asio/thread_pool.hpp>
#include <asio/writable_pipe.hpp>
#include <asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace microfast::net {

namespace {

task<void> run_and_stop(task<void> work) {
    co_await std::move(work);
    event_loop::current().stop();
}

void run_on(event_loop& loop, task<void> work) {
    loop.spawn(run_and_stop(std::move(work)));
    loop.run();
}

task<void> write_and_read(event_loop& loop, std::string& into) {
    asio::readable_pipe reader{loop.context()};
    asio::writable_pipe writer{loop.context()};
    asio::connect_pipe(reader, writer);
    const std::string sent = "hello";
    const std::size_t written = co_await asio::async_write(writer, asio::buffer(sent), use_task);
    std::array<char, 16> buffer;
    const auto size = co_await reader.async_read_some(asio::buffer(buffer), use_task);
    EXPECT_EQ(written, size);
    into.assign(buffer.data(), size);
}

TEST(use_task, returns_what_the_operation_completes_with) {
    event_loop loop;
    std::string received;
    run_on(loop, write_and_read(loop, received));
    EXPECT_EQ(received, "hello");
}

task<void> read_from_closed(event_loop& loop, std::error_code& thrown, std::error_code& returned) {
    asio::readable_pipe reader{loop.context()};
    asio::writable_pipe writer{loop.context()};
    asio::connect_pipe(reader, writer);
    writer.close();
    std::array<char, 16> buffer;
    try {
        co_await reader.async_read_some(asio::buffer(buffer), use_task);
    } catch (const std::system_error& failure) {
        thrown = failure.code();
    }
    constexpr auto as_values = asio::experimental::as_tuple(use_task);
    const auto result = co_await reader.async_read_some(asio::buffer(buffer), as_values);
    returned = std::get<0>(result);
}

TEST(use_task, throws_an_error_code_or_returns_it_in_a_tuple) {
    event_loop loop;
    std::error_code thrown;
    std::error_code returned;
    run_on(loop, read_from_closed(loop, thrown, returned));
    EXPECT_EQ(thrown, asio::error::eof);
    EXPECT_EQ(returned, asio::error::eof);
}

task<void> dispatch_often(event_loop& loop, int& rounds) {
    for (; rounds < 1000; ++rounds)
        co_await asio::dispatch(loop.executor(), use_task);
}

TEST(use_task, bears_an_operation_that_completes_before_it_returns) {
    event_loop loop;
    int rounds = 0;
    run_on(loop, dispatch_often(loop, rounds));
    EXPECT_EQ(rounds, 1000);
}

task<void> visit(asio::thread_pool& pool, std::thread::id& resumed_on) {
    co_await asio::post(pool.get_executor(), use_task);
    resumed_on = std::this_thread::get_id();
}

TEST(use_task, comes_back_to_its_loop_from_any_executor) {
    event_loop loop;
    asio::thread_pool pool{1};
    std::thread::id resumed_on;
    run_on(loop, visit(pool, resumed_on));
    EXPECT_EQ(resumed_on, std::this_thread::get_id());
}

awaitable<int> give_seven() {
    co_return 7;
}

awaitable<int> fail() {
    throw std::runtime_error{"on purpose"};
    co_return 0;
}

task<void> await_awaitables(event_loop& loop, int& given, bool& threw) {
    given = co_await asio::co_spawn(loop.executor(), give_seven(), use_task);
    try {
        co_await asio::co_spawn(loop.executor(), fail(), use_task);
    } catch (const std::runtime_error&) {
        threw = true;
    }
}

TEST(use_task, awaits_coroutines_of_asio) {
    event_loop loop;
    int given = 0;
    bool threw = false;
    run_on(loop, await_awaitables(loop, given, threw));
    EXPECT_EQ(given, 7);
    EXPECT_TRUE(threw);
}

TEST(use_task, needs_an_event_loop) {
    event_loop loop;
    auto operation = asio::post(loop.executor(), use_task);
    EXPECT_THROW(operation.await_suspend(std::noop_coroutine()), error);
}

/// Waits for a day, and says how that has ended.
task<void> wait_under(cancellation& reason, std::vector<std::error_code>& ends) {
    co_await cancelled_by(reason);
    for (int i = 0; i < 2; ++i) {
        try {
            co_await sleep_for(std::chrono::hours(24));
        } catch (const std::system_error& thrown) {
            ends.push_back(thrown.code());
        }
    }
}

TEST(use_task, ends_the_operation_of_a_task_that_is_cancelled_and_begins_no_other) {
    event_loop loop;
    cancellation reason;
    std::vector<std::error_code> ends;
    loop.post([&] { loop.post([&] { reason.cancel(); }); });  // once it waits
    run_on(loop, wait_under(reason, ends));
    const std::error_code aborted{asio::error::operation_aborted};
    EXPECT_THAT(ends, testing::ElementsAre(aborted, aborted));
}

task<void> read_under(cancellation& reason, event_loop& loop, std::error_code& end) {
    co_await cancelled_by(reason);
    asio::readable_pipe reader{loop.context()};
    asio::writable_pipe writer{loop.context()};
    asio::connect_pipe(reader, writer);
    std::array<char, 16> buffer;
    const auto [failure, size] = co_await reader.async_read_some(
        asio::buffer(buffer), asio::experimental::as_tuple(use_task)
    );
    end = failure;
}

TEST(use_task, returns_the_end_of_a_cancelled_operation_to_who_wants_it_so) {
    event_loop loop;
    cancellation reason;
    std::error_code end;
    loop.post([&] { loop.post([&] { reason.cancel(); }); });  // once it waits
    run_on(loop, read_under(reason, loop, end));
    EXPECT_EQ(end, asio::error::operation_aborted);
}

TEST(use_task, leaves_operations_alone_that_end_before_their_task_is_cancelled) {
    event_loop loop;
    cancellation reason;
    std::string received;
    const auto read_and_cancel = [](event_loop& on, cancellation& by, std::string& into
                                 ) -> task<void> {
        co_await cancelled_by(by);
        co_await write_and_read(on, into);
        by.cancel();
    };
    run_on(loop, read_and_cancel(loop, reason, received));
    EXPECT_EQ(received, "hello");
}

}  // namespace

}  // namespace microfast::net
