/// @file
/// May a filter's "no" be believed just now?
#pragma once

#include <unamex/ports/clock.hpp>

#include <atomic>
#include <cstddef>
#include <vector>

namespace unamex::services {

/// Until when this process knows everything that was acknowledged on a shard, and until when the
/// shard surely takes it for one of its writers.
///
/// Trust is given for a moment and runs out by itself: a process that was stopped, or whose shard
/// is away, asks the store instead of answering from memory.
///
/// Thread safety: safe.
/// Errors: none.
/// Source: leases, Gray and Cheriton, SOSP 1989; monotonic time only.
class shard_trust {
public:
    explicit shard_trust(std::size_t shards) : until_(shards), registered_until_(shards) {}

    [[nodiscard]] bool holds(std::size_t shard, ports::monotonic_time now) const noexcept {
        // acquire: whoever sees the trust also sees the filter bits that were set before it was
        // given
        return now < until_[shard].load(std::memory_order_acquire);
    }

    void give(std::size_t shard, ports::monotonic_time until) noexcept {
        until_[shard].store(until, std::memory_order_release);
    }

    void withdraw(std::size_t shard) noexcept { give(shard, {}); }

    /// While it holds, all who write to the shard have the cache that this process has.
    [[nodiscard]] bool is_registered(std::size_t shard, ports::monotonic_time now) const noexcept {
        return now < registered_until_[shard].load();
    }

    void register_until(std::size_t shard, ports::monotonic_time until) noexcept {
        registered_until_[shard].store(until);
    }

private:
    std::vector<std::atomic<ports::monotonic_time>> until_;  // the clock's epoch: no trust
    std::vector<std::atomic<ports::monotonic_time>> registered_until_;
};

}  // namespace unamex::services
