/// @file
/// The record of a load: what went in, what came of it, what it took.
#pragma once

#include <ingest/read_names.hpp>
#include <ingest/tally.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unamex::ingest {

/// What happened to the distinct names of the input on one shard.
struct shard_load {
    std::string name;
    std::uint64_t inserted = 0;
    std::uint64_t present = 0;  ///< were there before
};

enum class snapshot_outcome : std::uint8_t {
    written,
    left_to_running_api,  ///< a running unamex-api has the data directory, and follows the log by
                          ///< itself
};

/// Durations in seconds of wall time.
struct load_seconds {
    double read = 0;
    double load = 0;
    double snapshot = 0;
};

struct manifest {
    std::uint32_t key_version = 0;
    std::chrono::sys_seconds started_at;
    std::vector<input_summary> inputs;
    tally counts;
    std::vector<shard_load> shards;
    snapshot_outcome snapshot = snapshot_outcome::written;
    load_seconds seconds;
    std::uint64_t peak_memory_bytes = 0;
};

/// Indented JSON, one object, with a line end.
[[nodiscard]] std::string to_json(const manifest& record);

/// Replaces `directory/manifest.json`: readers see the old one or the new one, whole, even after a
/// power cut. Returns its path. Errors: `std::system_error`; the old one stays.
std::filesystem::path write_manifest(
    const manifest& record, const std::filesystem::path& directory
);

/// The most memory this process has held so far.
[[nodiscard]] std::uint64_t peak_memory_bytes() noexcept;

}  // namespace unamex::ingest
