/// @file
/// Where coroutine frames come from: free lists of this thread, one for each size class.
#pragma once

#include <array>
#include <cstddef>
#include <new>

namespace microfast {

/// Keeps freed coroutine frames for the next coroutine of about the same size.
///
/// A request with a coroutine handler makes and frees the same few frames again and again: here
/// both are a handful of instructions without a lock. Frames above 1 KiB, and frames beyond 1,024
/// idle ones of a class, go to the heap. Under AddressSanitizer nothing is kept, so that it sees
/// every use after free.
///
/// Complexity: O(1).
/// Thread safety: none, each thread has its own. A frame may be freed on another thread than the
/// one that made it: it then joins that thread's list.
class frame_pool {
public:
    static constexpr std::size_t granule = 64;
    static constexpr std::size_t largest_frame = 1024;
    static constexpr std::size_t kept_per_class = 1024;

    constexpr frame_pool() noexcept = default;
    frame_pool(const frame_pool&) = delete;
    frame_pool& operator=(const frame_pool&) = delete;

    /// The pool of the calling thread. Emptied when the thread ends.
    [[nodiscard]] static frame_pool& of_this_thread() noexcept { return this_thread_; }

    [[nodiscard]] void* allocate(std::size_t size) {
        if (size > largest_frame) return ::operator new(size);
        size_class& frames = classes_[class_of(size)];
        if (frames.first == nullptr) return allocate_fresh(size);
        free_frame* const reused = frames.first;
        frames.first = reused->next;
        --frames.idle;
        return reused;
    }

    /// Takes back a frame of `size`, the number that was given to `allocate`.
    void deallocate(void* frame, std::size_t size) noexcept {
        if (size > largest_frame) return ::operator delete(frame);
        size_class& frames = classes_[class_of(size)];
        if (frames.idle >= capacity_) return ::operator delete(frame);
        frames.first = ::new (frame) free_frame{frames.first};
        ++frames.idle;
    }

    /// Gives all idle frames back to the heap; from now on nothing is kept.
    void close() noexcept;

private:
    struct free_frame {
        free_frame* next;
    };
    struct size_class {
        free_frame* first = nullptr;
        std::size_t idle = 0;  // length of the list, at most capacity_
    };

    static constexpr std::size_t class_of(std::size_t size) noexcept {
        return (size - 1) / granule;
    }
    static void* allocate_fresh(std::size_t size);

#if defined(__SANITIZE_ADDRESS__)
    static constexpr std::size_t initial_capacity = 0;
#else
    static constexpr std::size_t initial_capacity = kept_per_class;
#endif

    // Trivially destructible on purpose: frames are still freed while a thread's other objects are
    // destroyed.
    static thread_local constinit frame_pool this_thread_;

    std::array<size_class, largest_frame / granule> classes_{};
    std::size_t capacity_ = initial_capacity;
};

inline thread_local constinit frame_pool frame_pool::this_thread_;

/// A base of promises: the frames of their coroutines come from the pool of the thread.
class pooled_frame {
public:
    static void* operator new(std::size_t size) {
        return frame_pool::of_this_thread().allocate(size);
    }
    static void operator delete(void* frame, std::size_t size) noexcept {
        frame_pool::of_this_thread().deallocate(frame, size);
    }
};

}  // namespace microfast
