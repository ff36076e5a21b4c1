/// @file
/// Removes the oldest changes and the expired keys of a shard.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/ports/log_keeper.hpp>
#include <unamex/storage/writer_table.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace unamex::storage {

/// What one transaction removes at most.
inline constexpr std::size_t trimmed_slots = 64;
inline constexpr std::size_t trimmed_changes_of_slot = 256;
inline constexpr std::size_t trimmed_keys = 1'000;

/// A process that has read the log may have missed a change that is this much older: its
/// transaction had not ended by then.
inline constexpr std::chrono::minutes longest_transaction{10};

/// How long the log waits for a registered process that does not get on with reading it. One whose
/// reading fails for good, but which renews its lease, would keep the log for ever; when it reads
/// again after that, it may be told that the log is cut off.
inline constexpr std::chrono::hours longest_standstill{24};

/// Trims one batch within a transaction, each slot from its oldest change on. `self` must be
/// registered.
///
/// Errors: `write_refused`, `tinyorm::error`.
[[nodiscard]] ports::trim_counts trim_log(tinyorm::session& session, const writer& self);

}  // namespace unamex::storage
