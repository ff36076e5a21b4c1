/// @file
/// Bytes that are kept in memory while they are few, and in a file without a name beyond.
#pragma once

#include <microfast/net/descriptor.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::files {

/// What somebody has sent, until somebody decides where it belongs.
///
/// It starts in memory; `spill` moves it to disk. There it has no name in any directory, so nothing
/// is left of it when it is destroyed or the process ends, whatever ends it. Only its owner may
/// read it.
///
/// Errors: `std::system_error` if the disk is full or the directory cannot be written to; `append`
/// leaves what was there. Blocking: what is written goes to the system's cache; `move_to` copies
/// where the target is on another file system. Thread safety: none.
class spooled_file {
public:
    spooled_file() = default;
    /// `directory` is for `spill`; empty, as by default: the system's for temporary files.
    explicit spooled_file(std::string directory) : directory_{std::move(directory)} {}

    void append(std::string_view bytes);

    /// From now on it is on disk.
    void spill();
    [[nodiscard]] bool is_on_disk() const noexcept { return file_.is_open(); }

    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

    /// Reads what stands at `offset`. Gives how many bytes that are: fewer than asked for at the
    /// end only.
    [[nodiscard]] std::size_t read(std::uint64_t offset, std::span<char> into) const;

    /// All of it: for what is small.
    [[nodiscard]] std::string text() const;

    /// Gives it a name, in the place of a file that has it already, all at once: nobody sees a part
    /// of it. It may still be read here. Only its owner may read the file.
    ///
    /// Never make `path` of a name that a client has sent: see `http::safe_file_name`.
    void move_to(const std::string& path);

private:
    [[nodiscard]] bool link_as(const std::string& path) const noexcept;
    void copy_to(const std::string& path) const;

    std::string directory_;
    std::string memory_;    // all of it, unless it is on disk
    net::descriptor file_;  // on disk: open, and in no directory
    std::uint64_t size_ = 0;
};

}  // namespace microfast::files
