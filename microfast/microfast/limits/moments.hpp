/// @file
/// A queue of moments, oldest first, that grows to what is needed.
#pragma once

#include <microfast/limits/rate.hpp>

#include <cstddef>
#include <vector>

namespace microfast::limits {

/// When something happened, oldest first. Moments come in order.
///
/// A ring in a vector that doubles when it is full: 8 bytes a moment. Complexity: O(1), amortised.
/// Thread safety: none.
class moments {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] time_point oldest() const noexcept { return ring_[first_]; }

    void push(time_point newest) {
        if (size_ == ring_.size()) grow();
        ring_[(first_ + size_) & (ring_.size() - 1)] = newest;
        ++size_;
    }

    void pop() noexcept {
        first_ = (first_ + 1) & (ring_.size() - 1);
        --size_;
    }

    /// Forgets what was at `end` or before.
    void pop_until(time_point end) noexcept {
        while (!empty() && oldest() <= end)
            pop();
    }

private:
    void grow() {
        std::vector<time_point> larger(ring_.empty() ? 4 : 2 * ring_.size());
        for (std::size_t i = 0; i < size_; ++i)
            larger[i] = ring_[(first_ + i) & (ring_.size() - 1)];
        ring_.swap(larger);
        first_ = 0;
    }

    std::vector<time_point> ring_;  // its size is a power of two, or zero
    std::size_t first_ = 0;
    std::size_t size_ = 0;
};

}  // namespace microfast::limits
