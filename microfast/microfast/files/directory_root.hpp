/// @file
/// A directory that no path leads out of.
#pragma once

#include <microfast/files/file_status.hpp>
#include <microfast/net/descriptor.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::files {

/// What to do about symbolic links below the directory.
enum class symlink_policy : std::uint8_t {
    within_root,  ///< follow those that stay inside; absolute ones do not
    refuse,       ///< follow none
};

/// Who walks along a path.
enum class path_walker : std::uint8_t {
    kernel,    ///< openat2 on Linux 5.6 and later, else `portable`
    portable,  ///< we do, one component after another
};

/// An open file or directory, and what it was when it was opened.
struct opened_file {
    net::descriptor descriptor;
    file_status status;
};

/// Opens files below a directory, and never any other: not by "..", not by an absolute path, not
/// by a symbolic link, and not by one that is put there between a check and its use, because there
/// is no check: the walk itself cannot leave.
///
/// Complexity: one system call with the kernel's walker, else one for each component.
/// Thread safety: safe. Errors: `std::system_error` where the system is to blame (no descriptors,
/// no memory, a broken disk); whatever is wrong with a path is an empty result.
/// Source: openat2(2), RESOLVE_BENEATH.
class directory_root {
public:
    /// Throws `error` if `path`, which may itself be or contain a symbolic link, is no directory
    /// that can be opened.
    explicit directory_root(
        const std::string& path,
        symlink_policy symlinks = symlink_policy::within_root,
        path_walker walker = path_walker::kernel
    );

    /// Opens a regular file or a directory, for reading; "" is the directory itself. Empty if there
    /// is none that may be read. Does not wait, not even for a pipe.
    [[nodiscard]] std::optional<opened_file> open(std::string_view relative) const;

    /// What is at a path right now; empty if nothing is. For comparing only: may look outside,
    /// where links lead.
    [[nodiscard]] std::optional<file_status> peek(std::string_view relative) const;

private:
    [[nodiscard]] net::descriptor walk(const std::string& relative) const;

    net::descriptor directory_;
    symlink_policy symlinks_;
    bool kernel_walks_ = false;
};

}  // namespace microfast::files
