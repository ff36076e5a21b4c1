/// @file
/// Who is at the other end of a socket.
#pragma once

#include <microfast/http/ip_address.hpp>
#include <microfast/net/descriptor.hpp>

namespace microfast::server {

/// The address of the peer; "::" of a socket that has none.
[[nodiscard]] http::ip_address peer_address(const net::descriptor& socket) noexcept;

}  // namespace microfast::server
