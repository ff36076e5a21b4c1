/// @file
/// Memory in whole pages, empty or with the contents of a file.
#pragma once

#include <cstddef>
#include <span>

namespace unamex::filter {

/// Owns a mapping of the operating system; what is written to it stays in this process.
///
/// Thread safety: distinct objects. Errors: `std::system_error` when the system has no room.
class memory_map {
public:
    /// Zeros, given out by the system as they are touched.
    [[nodiscard]] static memory_map zeroed(std::size_t size);

    /// The first `size` bytes of an open file. Later changes of the file may or may not be seen: it
    /// is replaced, never written to.
    [[nodiscard]] static memory_map copy_of(int file, std::size_t size);

    memory_map(memory_map&& other) noexcept;
    memory_map& operator=(memory_map&& other) noexcept;
    ~memory_map();

    [[nodiscard]] std::span<std::byte> bytes() const noexcept { return bytes_; }

private:
    explicit memory_map(std::span<std::byte> bytes) noexcept : bytes_{bytes} {}

    std::span<std::byte> bytes_;
};

}  // namespace unamex::filter
