/// @file
/// Writes to a socket whose client may have gone, without the signal that would end the program.
#pragma once

#include <microfast/net/descriptor.hpp>

#include <sys/socket.h>
#include <sys/types.h>

#include <string_view>

namespace microfast::net {

/// What `send` says: how many bytes were taken, or -1 and `errno`.
inline ssize_t send_some(const descriptor& socket, std::string_view bytes) noexcept {
#if defined(MSG_NOSIGNAL)
    return ::send(socket.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
#else
    return ::send(socket.number(), bytes.data(), bytes.size(), 0);  // accepted with SO_NOSIGPIPE
#endif
}

}  // namespace microfast::net
