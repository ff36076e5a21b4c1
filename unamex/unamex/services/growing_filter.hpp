/// @file
/// A filter that is replaced by a greater one, or by a new one of its size, while it is in use.
#pragma once

#include <unamex/domain/name_hash.hpp>
#include <unamex/filter/split_block_filter.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <vector>

namespace unamex::services {

/// The filter of all names, whatever their number becomes.
///
/// Replacing takes three steps: `begin_growth` or `begin_renewal`, after which inserts go to both
/// filters; filling the new one with every name known by then; `finish`. Replaced filters stay
/// until the end, since a probe may still read one. A renewal takes the filter that the renewal
/// before has replaced, so there are two of each size at most: three times the size of the current
/// one is added at most.
///
/// Thread safety: `might_contain` and `insert` are safe and take no lock; replacing belongs to one
/// thread.
/// Errors: `std::system_error` from both beginnings when there is no memory.
class growing_filter {
public:
    explicit growing_filter(filter::split_block_filter first);

    [[nodiscard]] bool might_contain(domain::name_hash hash) const noexcept {
        const auto before = replacements_.load(std::memory_order_acquire);
        if (current().might_contain(hash)) return true;
        // What was probed may have been replaced, and emptied for the next renewal, meanwhile. That
        // takes longer than a processor may put off a load.
        return replacements_.load(std::memory_order_acquire) != before;
    }

    void insert(domain::name_hash hash) noexcept;

    /// The new filter, to be filled: twice as large, and with room for twice as many names as
    /// these. After a replacement that was not finished it is the filter of that.
    filter::split_block_filter& begin_growth(std::size_t names);

    /// An empty filter of the same size, to be filled: for one that is full of names that nobody
    /// has. After a replacement that was not finished it is the filter of that.
    filter::split_block_filter& begin_renewal();

    void finish() noexcept;

    /// The filter in use; stays valid, but may be replaced at any time.
    [[nodiscard]] const filter::split_block_filter& current() const noexcept {
        return *current_.load(std::memory_order_acquire
        );  // acquire: sees what the new filter was filled with
    }

private:
    filter::split_block_filter& begin(std::size_t capacity);

    std::vector<std::unique_ptr<filter::split_block_filter>> filters_;
    std::atomic<filter::split_block_filter*> current_;
    std::atomic<filter::split_block_filter*> next_ = nullptr;
    std::atomic<std::size_t> replacements_ = 0;
    filter::split_block_filter* spare_ = nullptr;  // of the size of current, replaced by it
};

}  // namespace unamex::services
