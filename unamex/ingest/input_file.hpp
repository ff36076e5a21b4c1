/// @file
/// The bytes of a file of names, unpacked where it is gzip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>

namespace unamex::ingest {

/// A file of names cannot be read to its end; `what` names the file and the reason.
class input_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A file opened for reading, plain or gzip (of one member or several, told by its first two
/// bytes); `-` is the standard input. Holds one buffer of 64 KiB, whatever the size of the file.
///
/// Thread safety: none.
/// Errors: `input_error` when the file cannot be opened or read, or its gzip data is damaged or cut
/// short.
class input_file {
public:
    explicit input_file(const std::string& path);
    input_file(input_file&&) noexcept;
    ~input_file();

    /// Fills `out` with unpacked bytes from the front. Returns how many; 0 at the end of the file.
    std::size_t read(std::span<char> out);

    [[nodiscard]] const std::string& path() const noexcept;

    /// How many bytes of the file itself, packed as they are, have been read.
    [[nodiscard]] std::uint64_t bytes_read() const noexcept;

    /// The size of the file, where it has one: a pipe does not.
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept;

    /// XXH3 (64 bits, seed 0) of the bytes counted by `bytes_read`: what `xxhsum -H3` prints.
    [[nodiscard]] std::uint64_t checksum() const noexcept;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

}  // namespace unamex::ingest
