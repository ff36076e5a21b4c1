/// @file
/// Where to listen: an address and a port, from the text a person writes.
#pragma once

#include <asio/ip/tcp.hpp>

#include <string>
#include <string_view>

namespace microfast::net {

using endpoint = asio::ip::tcp::endpoint;

/// Reads "0.0.0.0:8080", "[::1]:8080", "localhost:8080" or ":8080" (every IPv4 address). Port 0
/// lets the system choose. Throws `error` with the text and what is wrong with it.
[[nodiscard]] endpoint parse_endpoint(std::string_view text);

/// "127.0.0.1:8080", "[::1]:8080".
[[nodiscard]] std::string to_string(const endpoint& where);

}  // namespace microfast::net
