/// @file
/// Who asks, when proxies stand between: Forwarded and X-Forwarded-For.
#pragma once

#include <microfast/http/header_fields.hpp>
#include <microfast/http/ip_address.hpp>

#include <cstdint>
#include <string_view>

namespace microfast::http {

/// Which fields our proxies write. Only these are read: a proxy that writes one kind passes the
/// other on as the client made it up.
enum class forwarding_fields : std::uint8_t {
    forwarded,    ///< `Forwarded: for=...;proto=...;host=...`
    x_forwarded,  ///< X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host
};

/// Where a request came from, as far as trusted proxies say so.
struct request_origin {
    ip_address client;  ///< the first, seen from us, that is not a trusted proxy; "::": not known
    std::string_view
        scheme{};             ///< "http" or "https", as the client's proxy saw it; empty: not said
    std::string_view host{};  ///< the host that the client asked for; empty: not said
};

/// More proxies than this are not looked through.
inline constexpr unsigned most_forwarding_hops = 32;

/// Walks from the peer of the connection towards the client, from the right end of the fields to
/// the left, as long as the address it stands at is one of the trusted proxies.
///
/// An element is believed because the trusted proxy at its right wrote it; nothing further left
/// changes what it is. The walk ends at an element that names no address ("unknown", "_hidden"), is
/// malformed, or is one too many: whoever stands behind the proxy is not known then, and the client
/// is "::", never that proxy. Nothing is believed if the peer itself is not trusted. Without the
/// fields the peer is the client. Hosts that are no hosts and unknown schemes are left out.
///
/// Complexity: O(length of the fields); nothing is allocated. Lifetime: the result has views into
/// the fields. Source: RFC 7239, sections 4 to 8.
[[nodiscard]] request_origin find_origin(
    const header_fields& fields,
    const ip_address& peer,
    const ip_networks& trusted,
    forwarding_fields kind
) noexcept;

}  // namespace microfast::http
