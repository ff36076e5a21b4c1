/// @file
/// Where Redis listens, and as whom it is spoken to.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::sessions {

/// A Unix socket when `socket_path` is set, else a host and a port.
struct redis_address {
    std::string socket_path{};
    std::string host{};
    std::string port = "6379";
    std::string user{};      ///< empty: Redis' default user
    std::string password{};  ///< empty: none is asked for
    std::string database{};  ///< a number; empty: the first

    friend bool operator==(const redis_address&, const redis_address&) = default;
};

/// Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]` and
/// `unix://[[USER]:PASSWORD@]/PATH[?db=DATABASE]`; user and password percent-encoded. Throws
/// `error` with a sentence, without the password.
[[nodiscard]] redis_address parse_redis_address(std::string_view url);

/// What a socket connects to.
struct redis_place {
    sockaddr_storage address{};
    socklen_t size = 0;
};

[[nodiscard]] redis_place to_place(const sockaddr* address, socklen_t size) noexcept;

/// Looks the host up. Throws `error` if there is no such host, or the path is too long.
[[nodiscard]] std::vector<redis_place> find_places_blocking(const redis_address& of);

}  // namespace microfast::sessions
