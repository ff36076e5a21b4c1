/// @file
/// What is known of all names, on disk: written while it is used, opened at the next start.
#pragma once

#include <unamex/domain/log_position.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/search/siphash.hpp>
#include <unamex/services/data_directory.hpp>
#include <unamex/services/known_names.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

namespace unamex::services {

struct snapshot_options {
    std::filesystem::path directory{};
    std::uint32_t key_version = 0;     ///< of the normaliser
    search::siphash_key cursor_key{};  ///< of the index that is opened
};

/// Known names as they were at `applied`.
struct opened_snapshot {
    std::unique_ptr<known_names> known;
    domain::log_positions applied;
};

/// Throws `snapshot_unusable`, with what to do, if the directory has a snapshot that a store of
/// this layout may not replace. Takes no lock: another process may use the directory.
void require_own_snapshot(const snapshot_options& options, const ports::shard_layout& layout);

/// Snapshots in a directory that this object alone uses: a filter, a segment of names, a manifest.
///
/// Thread safety: none.
/// Errors: `directory_in_use` from the constructor; `snapshot_unusable`, with what to do about it;
/// `ports::store_unavailable` from a scan; `std::system_error` when the disk is full.
class snapshot_store {
public:
    snapshot_store(snapshot_options options, const ports::clock& clock);

    /// The snapshot, for a store of this layout; nothing where none was written yet. A filter that
    /// was filled by claims that failed is made anew.
    [[nodiscard]] std::optional<opened_snapshot> open_blocking(const ports::shard_layout& layout);

    /// Replaces the snapshot by one made from all names in the store: about a microsecond a name.
    /// One of another store stays as it is, and is refused.
    void scan_blocking(ports::change_log& log);

    /// Replaces the snapshot by what is known now, which includes everything up to `applied`. A
    /// filter that is full is replaced on the way: by a greater one, or, where claims that failed
    /// have filled it, by one of its size without their names.
    void save_blocking(known_names& known, const domain::log_positions& applied);

private:
    /// A number that no file in the directory has.
    [[nodiscard]] std::uint64_t begin_generation(const ports::shard_layout& layout);
    void publish(const ports::shard_layout& layout, std::uint64_t generation, std::uint64_t names);

    snapshot_options options_;
    const ports::clock& clock_;
    data_directory directory_;
    std::uint64_t generation_ = 0;  // of the newest files, complete or not
};

}  // namespace unamex::services
