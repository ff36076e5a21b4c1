/// @file
/// What happened to names, in order: how filters and indexes get current and stay so.
#pragma once

#include <unamex/domain/log_position.hpp>
#include <unamex/domain/username_record.hpp>
#include <unamex/ports/shard_layout.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::ports {

/// A name came into a state. Changes of a slot are numbered from 1 without gaps.
struct change {
    domain::log_position position{};
    std::string norm{};
    std::uint8_t weight = 0;  ///< how much the name matters in ranked answers; 255 most
    domain::name_state state = domain::name_state::claimed;
};

/// A name that is not free.
struct stored_name {
    std::string norm;
    std::uint8_t weight = 0;
};

/// What one shard said at one moment.
struct log_reading {
    std::vector<change> changes{};   ///< the next ones of each slot that has any, in order
    bool is_rewound = false;         ///< the log ends before `applied`, as after restoring a backup
    bool is_cut_off = false;         ///< changes after `applied` are no longer in the log
    bool is_complete = false;        ///< nothing else had happened at that moment
    bool has_other_writers = false;  ///< another process may write to the shard
    std::chrono::milliseconds lease_left{};  ///< of this process as a writer; 0 when it is none
};

/// The log of every shard, and the names it led to.
///
/// Every call blocks, for as long as the store's deadline at most: it belongs on a thread of its
/// own.
/// Thread safety: safe for calls with different shards; calls with the same shard are made one
/// after another.
/// Errors: `store_unavailable`.
class change_log {
public:
    virtual ~change_log() = default;

    [[nodiscard]] virtual const shard_layout& layout() const noexcept = 0;

    /// The changes after `applied`, a bounded number of them. Changes, writers and lease are of one
    /// snapshot.
    [[nodiscard]] virtual log_reading read_blocking(
        std::size_t shard, const domain::log_positions& applied
    ) = 0;

    /// Where the log of each slot of the shard ends. Taken before a scan, it is where following
    /// starts.
    [[nodiscard]] virtual domain::log_positions end_blocking(std::size_t shard) = 0;

    /// The first `limit` names after `after` that are not free, in byte order. No snapshot: a name
    /// that comes in during a scan may be missed by it, and is in the log after the positions taken
    /// before.
    [[nodiscard]] virtual std::vector<stored_name> names_blocking(
        std::size_t shard, std::string_view after, std::size_t limit
    ) = 0;
};

}  // namespace unamex::ports
