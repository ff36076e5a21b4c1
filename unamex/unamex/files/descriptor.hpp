/// @file
/// An open file.
#pragma once

#include <filesystem>
#include <utility>

namespace unamex::files {

/// Owns the number of an open file, and closes it.
///
/// Thread safety: none.
class descriptor {
public:
    descriptor() noexcept = default;  ///< of no file

    /// What ::open makes of these, with O_CLOEXEC; a file it creates is for its owner to write and
    /// for all to read. Not open if that failed: errno says why.
    descriptor(const std::filesystem::path& path, int flags) noexcept;

    descriptor(descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    descriptor& operator=(descriptor&& other) noexcept;
    ~descriptor() { close(); }

    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    [[nodiscard]] int number() const noexcept { return number_; }

    void close() noexcept;

private:
    int number_ = -1;
};

}  // namespace unamex::files
