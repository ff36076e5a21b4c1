#include <unamex/observability/thread_cells.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <thread>

namespace unamex::observability {
namespace {

TEST(thread_cells, add_up_what_threads_counted) {
    thread_cells cells;
    const auto cell = cells.reserve(2);
    cells.add(cell, 5);
    std::thread{[&] { cells.add(cell, 7); }}.join();
    cells.add(cell + 1, 1);
    EXPECT_EQ(cells.total(cell), 12U);
    EXPECT_EQ(cells.total(cell + 1), 1U);
}

TEST(thread_cells, keep_objects_apart_that_one_thread_counts_in_turn) {
    thread_cells first;
    thread_cells second;
    const auto in_first = first.reserve(1);
    const auto in_second = second.reserve(1);
    for (int i = 0; i < 10; ++i) {
        first.add(in_first, 1);
        second.add(in_second, 2);
    }
    EXPECT_EQ(first.total(in_first), 10U);
    EXPECT_EQ(second.total(in_second), 20U);
}

TEST(thread_cells, start_at_zero_where_another_object_was_before) {
    for (int round = 0; round < 20; ++round) {
        const auto cells = std::make_unique<thread_cells>();
        const auto cell = cells->reserve(1);
        cells->add(cell, 1);
        ASSERT_EQ(cells->total(cell), 1U);
    }
}

TEST(thread_cells, lose_nothing_when_threads_come_and_go) {
    thread_cells cells;
    const auto cell = cells.reserve(1);
    for (int i = 0; i < 200; ++i)
        std::thread{[&] { cells.add(cell, 1); }}.join();
    EXPECT_EQ(cells.total(cell), 200U);
}

TEST(thread_cells, may_go_before_the_threads_that_counted) {
    auto cells = std::make_unique<thread_cells>();
    const auto cell = cells->reserve(1);
    std::atomic<bool> is_counted = false;
    std::atomic<bool> is_gone = false;
    std::thread counting{[&] {
        cells->add(cell, 1);
        is_counted = true;
        is_counted.notify_one();
        is_gone.wait(false);
    }};
    is_counted.wait(false);
    cells.reset();
    is_gone = true;
    is_gone.notify_one();
    counting.join();
}

TEST(thread_cells, are_summed_while_threads_count) {
    constexpr std::uint64_t each = 50'000;
    thread_cells cells;
    const auto cell = cells.reserve(1);
    const auto count = [&] {
        for (std::uint64_t i = 0; i < each; ++i)
            cells.add(cell, 1);
    };
    std::thread one{count};
    std::thread other{count};
    std::uint64_t seen = 0;
    while (seen < 2 * each) {
        const auto total = cells.total(cell);
        ASSERT_GE(total, seen);
        seen = total;
    }
    one.join();
    other.join();
    EXPECT_EQ(cells.total(cell), 2 * each);
}

TEST(thread_cells, refuse_more_cells_than_they_have) {
    thread_cells cells;
    EXPECT_EQ(cells.reserve(thread_cells::capacity - 1), 0U);
    EXPECT_THROW((void)cells.reserve(2), std::length_error);
    EXPECT_EQ(cells.reserve(1), thread_cells::capacity - 1);
}

}  // namespace
}  // namespace unamex::observability
