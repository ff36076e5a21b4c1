/// @file
/// One object for each thread, all of them owned by one object.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace microfast::containers {

namespace detail {

/// Numbers owners from 1 on; a number is never used again.
[[nodiscard]] inline std::uint64_t next_owner() noexcept {
    static std::atomic<std::uint64_t> last{0};
    // Only uniqueness matters, so no order with other memory.
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

/// What a thread has of one owner.
struct owned_by {
    std::uint64_t owner = 0;
    void* object = nullptr;
};

[[nodiscard]] inline std::vector<owned_by>& owned_on_this_thread() {
    thread_local std::vector<owned_by> known;
    return known;
}

}  // namespace detail

/// Gives every thread an object of its own: with one event loop a thread, that is a cache or a
/// buffer of each loop, used without a lock.
///
/// Objects are made when a thread first asks, and live until the owner is destroyed; by then no
/// thread may use its object any more. Owners are few and live long: a thread remembers each one it
/// has met for as long as it runs.
///
/// Complexity: `local` is O(owners that the thread has met); the first call on a thread takes a
/// lock. Thread safety: safe.
template <class Object>
class per_thread {
public:
    using factory = std::function<std::unique_ptr<Object>()>;

    explicit per_thread(factory make = [] { return std::make_unique<Object>(); })
        : make_{std::move(make)} {}
    per_thread(const per_thread&) = delete;
    per_thread& operator=(const per_thread&) = delete;

    /// The object of the calling thread.
    [[nodiscard]] Object& local() const {
        for (const auto& known : detail::owned_on_this_thread()) {
            if (known.owner == owner_) return *static_cast<Object*>(known.object);
        }
        return make_local();
    }

    /// How many threads have one.
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return objects_.size();
    }

private:
    [[nodiscard]] Object& make_local() const {
        auto made = make_();
        Object& object = *made;
        {
            const std::lock_guard lock(mutex_);
            objects_.push_back(std::move(made));
        }
        detail::owned_on_this_thread().push_back({owner_, &object});
        return object;
    }

    const std::uint64_t owner_ = detail::next_owner();
    factory make_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Object>> objects_;
};

}  // namespace microfast::containers
