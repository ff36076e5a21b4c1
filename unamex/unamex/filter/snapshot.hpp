/// @file
/// The filter on disk, with the position in the log that it covers.
#pragma once

#include <unamex/domain/key_version.hpp>
#include <unamex/domain/log_position.hpp>
#include <unamex/filter/split_block_filter.hpp>

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace unamex::filter {

enum class snapshot_defect : std::uint8_t {
    unreadable,         ///< the operating system does not give the file
    too_short,          ///< not even a header
    not_a_filter,       ///< begins with something else
    unknown_format,     ///< written by a release with another format
    damaged_header,     ///< its checksum does not fit
    other_key_version,  ///< its names were normalised by other rules
    other_seed,         ///< its names were hashed with another seed
    inconsistent,       ///< the checksum fits, but the numbers contradict one another
    truncated,          ///< shorter than its header says
    overlong,           ///< longer than its header says
    damaged_body,       ///< the checksum of the bits does not fit
};

/// A sentence for the operator: what it is and what happens now.
[[nodiscard]] std::string_view describe(snapshot_defect defect) noexcept;

/// A snapshot cannot be used. The service refuses to start with it, and says so.
class snapshot_error : public std::runtime_error {
public:
    snapshot_error(snapshot_defect defect, const std::filesystem::path& file);

    [[nodiscard]] snapshot_defect defect() const noexcept { return defect_; }

private:
    snapshot_defect defect_;
};

/// A filter that contains at least all changes of the log up to `positions`.
struct snapshot {
    split_block_filter filter;
    domain::log_positions positions;
};

/// Writes a snapshot that replaces `file` in one step and survives a power failure from then on.
/// Format: `docs/formats/bloom-filter.md`.
///
/// `filter` may be in use; `positions` were applied to it before this call. Errors:
/// `std::system_error`; `file` is then the old one or the new one, whole.
void write_snapshot_blocking(
    const std::filesystem::path& file,
    const split_block_filter& filter,
    const domain::log_positions& positions,
    std::uint32_t key_version = domain::key_version
);

/// Maps a snapshot and checks all of it. The filter may grow: the file does not change with it.
/// Errors: `snapshot_error`; `std::system_error` when there is no memory.
[[nodiscard]] snapshot open_snapshot_blocking(
    const std::filesystem::path& file, std::uint32_t key_version = domain::key_version
);

}  // namespace unamex::filter
