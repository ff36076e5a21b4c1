/// @file
/// Where a process keeps its snapshots between two runs.
#pragma once

#include <unamex/files/descriptor.hpp>
#include <unamex/ports/clock.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace unamex::services {

/// Another process uses the directory; `what()` says which.
class directory_in_use : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A snapshot that cannot be used; `what()` says why. The store still has everything.
class snapshot_unusable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What `snapshot.json` says about the snapshot that is complete.
struct snapshot_manifest {
    std::uint64_t generation = 0;  ///< part of the names of its files
    std::uint32_t key_version = 0;
    std::string store_id{};  ///< of the store it was taken from
    std::uint64_t names = 0;
    ports::wall_time written_at{};

    bool operator==(const snapshot_manifest&) const = default;
};

/// The complete snapshot in a directory, if there is one. Takes no lock: another process may be
/// replacing it. Throws `snapshot_unusable` for a manifest that cannot be read.
[[nodiscard]] std::optional<snapshot_manifest> read_manifest(const std::filesystem::path& directory
);

/// A directory that this process alone uses as long as the object lives.
///
/// A snapshot is two files and the manifest that makes them one: a crash while a snapshot is
/// written leaves the one before.
/// Thread safety: none.
/// Errors: `directory_in_use`; `std::system_error` with the path where a file cannot be written,
/// and what to do.
class data_directory {
public:
    /// Makes the directory if it is not there, and locks it.
    explicit data_directory(std::filesystem::path path);
    data_directory(const data_directory&) = delete;
    data_directory& operator=(const data_directory&) = delete;

    [[nodiscard]] std::optional<snapshot_manifest> read_manifest() const;

    [[nodiscard]] std::filesystem::path filter_file(std::uint64_t generation) const;
    [[nodiscard]] std::filesystem::path names_file(std::uint64_t generation) const;

    /// The greatest number of a snapshot's file here, complete or not, told by a manifest or not; 0
    /// if there is none.
    [[nodiscard]] std::uint64_t newest_generation() const;

    /// Makes the files of this generation the snapshot, and removes those of lower numbers: of the
    /// snapshot before, of what was begun since, and of one whose manifest somebody has deleted.
    /// Files with other names stay.
    void publish(const snapshot_manifest& complete);

private:
    void remove_generations_before(std::uint64_t kept) const;

    std::filesystem::path path_;
    files::descriptor lock_;  // of the locked file; the lock ends with it
};

}  // namespace unamex::services
