/// @file
/// What the file system says about a file.
#pragma once

#include <sys/stat.h>

#include <chrono>
#include <cstdint>

namespace microfast::files {

enum class file_kind : std::uint8_t {
    regular,
    directory,
    other,  ///< pipes, sockets, devices: never served
};

using file_time = std::chrono::sys_time<std::chrono::nanoseconds>;

/// Two files with the same status are taken for the same, unchanged file.
struct file_status {
    file_kind kind = file_kind::other;
    std::uint64_t size = 0;
    file_time modified;
    file_time changed;  ///< when data or properties last changed; nobody can set it back
    std::uint64_t device = 0;
    std::uint64_t inode = 0;

    friend bool operator==(const file_status&, const file_status&) = default;
};

[[nodiscard]] file_status to_file_status(const struct stat& found) noexcept;

}  // namespace microfast::files
