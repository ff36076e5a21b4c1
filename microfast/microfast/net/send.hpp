/// @file
/// Writes to a socket whose client may have gone, without the signal that would end the program.
#pragma once

#include <microfast/net/descriptor.hpp>

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microfast::net {

/// Whether more is sent right after it: then the last packet waits to be filled.
enum class after_send : std::uint8_t { nothing, more };

/// What `send` says: how many bytes were taken, or -1 and `errno`.
[[nodiscard]] ssize_t send_some(
    const descriptor& socket, std::string_view bytes, after_send next = after_send::nothing
) noexcept;

/// Sends at most `size` bytes of an open file from `offset` on, by the kernel where it can: how
/// many were taken, 0 at the end of the file, or -1 and `errno`. Where the kernel does it, the
/// calling thread must have SIGPIPE blocked or ignored.
[[nodiscard]] ssize_t send_file_some(
    const descriptor& socket, int file, std::uint64_t offset, std::size_t size
) noexcept;

/// Blocks SIGPIPE for the calling thread as long as it exists.
class pipe_signal_block {
public:
    pipe_signal_block() noexcept;
    pipe_signal_block(const pipe_signal_block&) = delete;
    pipe_signal_block& operator=(const pipe_signal_block&) = delete;
    ~pipe_signal_block();

private:
    bool was_blocked_ = false;
};

}  // namespace microfast::net
