/// @file
/// Who may write to a shard? What makes the filters of other processes trustworthy.
#pragma once

#include <chrono>
#include <cstddef>

namespace unamex::ports {

/// How long a process may trust what it knew when it saw no other writer.
inline constexpr std::chrono::milliseconds trust_period{1000};

/// How long a new writer waits when others are there: longer than anybody's trust.
inline constexpr std::chrono::milliseconds first_write_delay{1500};

/// How long a writer stays registered without being renewed: longer than trust and a renewal
/// together.
inline constexpr std::chrono::milliseconds writer_lease{5000};

inline constexpr std::chrono::milliseconds writer_renewal{250};

/// This process as a writer of each shard.
///
/// A shard takes writes only from registered writers, and checks that in the transaction of each
/// write. A process that sees no other writer may therefore trust its own filter for
/// `trust_period`.
///
/// Every call blocks.
/// Thread safety: safe.
/// Errors: `store_unavailable`.
class writer_registry {
public:
    virtual ~writer_registry() = default;

    /// Registers this process, or extends its lease. Returns how long the shard will still refuse
    /// its writes: zero, unless it came after other writers, or after writers with another cache.
    /// After others `first_write_delay` begins with the second call, when they can see this
    /// process; only a call that returns zero ends it.
    virtual std::chrono::milliseconds renew_blocking(std::size_t shard) = 0;

    /// Strikes this process off once its last write has ended, so that others need not wait for its
    /// lease.
    virtual void retire_blocking(std::size_t shard) = 0;
};

}  // namespace unamex::ports
