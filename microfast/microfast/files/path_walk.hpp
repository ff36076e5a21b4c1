/// @file
/// Walks along a path component by component, where the kernel does not do it safely.
#pragma once

#include <microfast/files/directory_root.hpp>
#include <microfast/net/descriptor.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace microfast::files {

/// One walk from a directory along a relative path.
///
/// Each component is opened without following links, relative to the directory that is open
/// already; a link is read and put in front of what is left of the path; ".." goes back to the
/// directory that is still open. So nothing that others do meanwhile leads out of the root.
class path_walk {
public:
    path_walk(const net::descriptor& root, symlink_policy symlinks) noexcept
        : root_{root},
          symlinks_{symlinks} {}

    /// The opened file or directory; not open, with `errno` set, if there is none or the path leads
    /// out of the root (EXDEV) or through too many links (ELOOP).
    [[nodiscard]] net::descriptor follow(std::string path);

private:
    [[nodiscard]] std::string take_component();
    [[nodiscard]] int here() const noexcept;
    [[nodiscard]] bool enter_link(const std::string& name);

    const net::descriptor& root_;
    symlink_policy symlinks_;
    std::string left_;                          // of the path
    std::vector<net::descriptor> directories_;  // on the way from the root, which is not among them
    unsigned links_ = 0;
};

}  // namespace microfast::files
