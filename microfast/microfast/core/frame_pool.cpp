#include <microfast/core/frame_pool.hpp>

namespace microfast {

namespace {

struct closer_at_thread_end {
    closer_at_thread_end() = default;
    closer_at_thread_end(const closer_at_thread_end&) = delete;
    closer_at_thread_end& operator=(const closer_at_thread_end&) = delete;
    ~closer_at_thread_end() { frame_pool::of_this_thread().close(); }

    void arm() noexcept {}
};

}  // namespace

void* frame_pool::allocate_fresh(std::size_t size) {
    thread_local closer_at_thread_end closer;
    closer.arm();  // the first use constructs it: a thread without coroutines pays nothing
    return ::operator new((class_of(size) + 1) * granule);
}

void frame_pool::close() noexcept {
    capacity_ = 0;
    for (size_class& frames : classes_) {
        while (frames.first != nullptr) {
            free_frame* const idle = frames.first;
            frames.first = idle->next;
            ::operator delete(idle);
        }
        frames.idle = 0;
    }
}

}  // namespace microfast
