/// @file
/// Where Redis listens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unamex::cache {

/// A Unix socket when `socket_path` is set, else a host and a port.
struct redis_address {
    std::string socket_path;
    std::string host;
    std::uint16_t port = 6379;

    friend bool operator==(const redis_address&, const redis_address&) = default;
};

/// Reads `redis://host`, `redis://host:port` and `unix:///path`. Throws `std::invalid_argument`
/// with a sentence for whoever wrote the address.
[[nodiscard]] redis_address parse_redis_address(std::string_view url);

}  // namespace unamex::cache
