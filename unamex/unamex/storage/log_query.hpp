/// @file
/// Reads the log of a shard, and the names it led to.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/domain/log_position.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/storage/writer_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::storage {

/// Changes in one reading: about 2 MB of names.
inline constexpr std::size_t largest_reading = 20'000;

/// What a slot adds to the fingerprint of a log. Slots weigh differently, so that a log which went
/// back in one slot and on in another shows it; a log that only went on always shows it.
[[nodiscard]] std::uint64_t log_fingerprint(domain::slot_id slot, std::uint64_t sequence) noexcept;

/// The changes after `applied`, and the writers that were seen in the same transaction, which reads
/// one snapshot. Slots are read whole, up to the first one that no longer fits; whether the log is
/// rewound or cut off is said of all of them.
///
/// `applied_fingerprint` is the sum of `log_fingerprint` over the slots of this shard: as long as
/// the shard's own is the same, nothing else is read.
[[nodiscard]] ports::log_reading read_log(
    tinyorm::session& session,
    const writer_view& seen,
    const domain::log_positions& applied,
    std::uint64_t applied_fingerprint
);

/// Where the log of each slot of the shard ends.
[[nodiscard]] domain::log_positions read_log_end(tinyorm::session& session);

[[nodiscard]] std::vector<ports::stored_name> read_names(
    tinyorm::session& session, std::string_view after, std::size_t limit
);

}  // namespace unamex::storage
