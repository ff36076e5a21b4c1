/// @file
/// A filter that is replaced by a greater one while it is in use.
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
/// Growing takes three steps: `begin_growth`, after which inserts go to both filters; filling the
/// new one with every name known by then; `finish_growth`. Replaced filters stay until the end,
/// since a probe may still read one; as each is at most half of the next, they add at most the size
/// of the current one.
///
/// Thread safety: `might_contain` and `insert` are safe and take no lock; growing belongs to one
/// thread.
/// Errors: `std::system_error` from `begin_growth` when there is no memory.
class growing_filter {
public:
    explicit growing_filter(filter::split_block_filter first);

    [[nodiscard]] bool might_contain(domain::name_hash hash) const noexcept {
        return current().might_contain(hash);
    }

    void insert(domain::name_hash hash) noexcept;

    /// The new filter, to be filled: twice as large, and with room for twice as many names as
    /// these. After a growth that was not finished it is the same one.
    filter::split_block_filter& begin_growth(std::size_t names);
    void finish_growth() noexcept;

    /// The filter in use; stays valid, but may be replaced at any time.
    [[nodiscard]] const filter::split_block_filter& current() const noexcept {
        return *current_.load(std::memory_order_acquire
        );  // acquire: sees what the new filter was filled with
    }

private:
    // The last one is current or next.
    std::vector<std::unique_ptr<filter::split_block_filter>> filters_;
    std::atomic<filter::split_block_filter*> current_;
    std::atomic<filter::split_block_filter*> next_ = nullptr;
};

}  // namespace unamex::services
