/// @file
/// Removes from the store what nobody needs any more.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace unamex::ports {

/// How long a change stays in the log: a snapshot that is younger can be brought up to date.
inline constexpr std::chrono::hours log_retention{7 * 24};

struct trim_counts {
    std::uint64_t changes = 0;  ///< older than `log_retention`
    std::uint64_t keys = 0;     ///< of idempotency that have expired

    [[nodiscard]] bool is_nothing() const noexcept { return changes == 0 && keys == 0; }
};

/// Trims the log, and the idempotency keys, of each shard.
///
/// A change stays as long as a process that is registered has not read it. Whoever comes back with
/// a snapshot from before the oldest change that is left is told so by `log_reading::is_cut_off`.
///
/// Every call blocks. Thread safety: safe.
/// Errors: `store_unavailable`.
class log_keeper {
public:
    virtual ~log_keeper() = default;

    /// Removes one batch, in a transaction that delays claims by milliseconds; nothing when all is
    /// done. Every process may do so.
    virtual trim_counts trim_blocking(std::size_t shard) = 0;
};

}  // namespace unamex::ports
