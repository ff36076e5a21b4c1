/// @file
/// Numbers that many threads add to without meeting, and that are summed when somebody asks.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace unamex::observability {

/// Each thread has an array of its own, made by its first `add` and handed to another thread when
/// it ends.
///
/// Complexity: `add` O(1), a plain addition; `total` O(threads). Thread safety: safe.
/// Errors: `std::length_error` from `reserve`.
class thread_cells {
public:
    static constexpr std::size_t capacity = 4'096;

    thread_cells();
    thread_cells(const thread_cells&) = delete;
    thread_cells& operator=(const thread_cells&) = delete;
    ~thread_cells();

    /// So many cells in a row, all 0. Returns the first.
    [[nodiscard]] std::size_t reserve(std::size_t count);

    void add(std::size_t cell, std::uint64_t count) noexcept {
        auto& value = of_this_thread().values[cell];
        // No other thread writes here, so nothing is lost between the load and the store.
        value.store(value.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }

    [[nodiscard]] std::uint64_t total(std::size_t cell) const;

private:
    struct row {
        std::array<std::atomic<std::uint64_t>, capacity> values{};
        bool is_used = true;  // by a thread that lives; guarded by rows::lock
    };
    struct rows {
        mutable std::mutex lock;
        std::vector<std::unique_ptr<row>> all;
        std::size_t reserved = 0;

        row& take_unused();
    };
    struct attached {
        std::uint64_t owner = 0;
        row* used = nullptr;
        std::weak_ptr<rows> home;
    };
    class attachments;

    [[nodiscard]] row& of_this_thread() noexcept {
        if (last_owner_ == id_) return *last_row_;
        return attach();
    }
    row& attach() noexcept;

    static thread_local constinit std::uint64_t last_owner_;  // whose row this thread used last
    static thread_local constinit row* last_row_;

    std::uint64_t
        id_;  // never used again, so that no thread takes the row of another object for ours
    std::shared_ptr<rows> rows_;  // threads that end look whether it is there
};

}  // namespace unamex::observability
