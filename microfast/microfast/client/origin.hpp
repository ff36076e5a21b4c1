/// @file
/// Where requests go: a host and a port.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::client {

/// A server that speaks plain HTTP.
struct origin {
    std::string host;  ///< a name, or an address without brackets
    std::uint16_t port = 80;

    /// As a Host field has it: "shop.internal", "127.0.0.1:8080", "[::1]:8080".
    [[nodiscard]] std::string authority() const;

    friend bool operator==(const origin&, const origin&) = default;
};

/// Reads "http://shop.internal:8080", also without "http://". Throws `error`, which names the text,
/// for anything else: other schemes, paths, user names.
[[nodiscard]] origin parse_origin(std::string_view text);

}  // namespace microfast::client
