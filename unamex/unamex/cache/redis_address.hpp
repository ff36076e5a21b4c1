/// @file
/// Where Redis listens, and as whom it is spoken to.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unamex::cache {

/// A Unix socket when `socket_path` is set, else a host and a port.
struct redis_address {
    std::string socket_path{};
    std::string host{};
    std::uint16_t port = 6379;
    std::string user{};      ///< empty: Redis' default user
    std::string password{};  ///< empty: none is asked for
    unsigned database = 0;

    friend bool operator==(const redis_address&, const redis_address&) = default;
};

/// Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]` and
/// `unix://[[USER]:PASSWORD@]/PATH[?db=DATABASE]`; user and password percent-encoded. Throws
/// `std::invalid_argument` with a sentence, without the password, for whoever wrote the address.
[[nodiscard]] redis_address parse_redis_address(std::string_view url);

/// The address for people, without the password. One that means something else on each machine, as
/// a socket or localhost does, is told with the machine's name.
[[nodiscard]] std::string identity_of(const redis_address& address);

}  // namespace unamex::cache
