#include <microfast/core/frame_pool.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace microfast {

namespace {

#if !defined(__SANITIZE_ADDRESS__)  // which wants every frame fresh
TEST(frame_pool, gives_a_freed_frame_to_the_next_of_its_size_class) {
    frame_pool pool;
    void* const frame = pool.allocate(100);
    pool.deallocate(frame, 100);
    EXPECT_EQ(pool.allocate(128), frame);
    pool.deallocate(frame, 128);
    pool.close();
}
#endif

TEST(frame_pool, gives_frames_in_use_to_nobody_else) {
    frame_pool pool;
    void* const first = pool.allocate(64);
    void* const second = pool.allocate(64);
    EXPECT_NE(first, second);
    pool.deallocate(first, 64);
    pool.deallocate(second, 64);
    pool.close();
}

TEST(frame_pool, serves_frames_of_every_size) {
    frame_pool pool;
    for (std::size_t size = 1; size <= 2 * frame_pool::largest_frame; size += 13) {
        void* const frame = pool.allocate(size);
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(frame) % alignof(std::max_align_t), 0U);
        std::memset(frame, 0xff, size);
        pool.deallocate(frame, size);
    }
    pool.close();
}

TEST(frame_pool, keeps_a_bounded_number_of_frames) {
    frame_pool pool;
    std::vector<void*> frames;
    for (std::size_t i = 0; i < 2 * frame_pool::kept_per_class; ++i) {
        frames.push_back(pool.allocate(64));
    }
    for (void* const frame : frames)
        pool.deallocate(frame, 64);
    pool.close();  // the leak checker sees what neither the pool nor the heap got back
}

TEST(frame_pool, takes_frames_of_other_threads_and_of_ended_ones) {
    void* frame = nullptr;
    std::thread{[&] { frame = frame_pool::of_this_thread().allocate(200); }}.join();
    frame_pool::of_this_thread().deallocate(frame, 200);
}

}  // namespace

}  // namespace microfast
