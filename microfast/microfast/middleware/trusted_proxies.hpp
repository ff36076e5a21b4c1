/// @file
/// Who asks, when proxies of ours stand in between?
#pragma once

#include <microfast/http/forwarded.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/http/request.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace microfast::middleware {

struct trusted_proxies_options {
    /// Networks that only our proxies have: "10.0.0.0/8", "2001:db8::7".
    std::vector<std::string> networks{};
    http::forwarding_fields fields = http::forwarding_fields::forwarded;
};

/// Makes `request.client_address()` the address of the client, as far as trusted proxies say so,
/// and keeps the scheme and the host that it asked for. To be the outermost layer: all others
/// should see the client.
///
/// The fields are read from the right, where our own proxy wrote, to the left, as long as the
/// address is one of the networks. From any other peer they count nothing. Where the walk ends at
/// something that names no address, or is malformed, the client is "::", not known: it is never
/// taken for one of the proxies. See `http::find_origin`.
///
/// Cost: a comparison with each network; the request's context if a proxy stands in between.
/// Errors: throws `error` for a network that is none. Source: RFC 7239.
[[nodiscard]] http::middleware trusted_proxies(const trusted_proxies_options& options);

/// "http" or "https", as the client's proxy saw it; empty if no trusted proxy has said so.
[[nodiscard]] std::string_view forwarded_scheme(const http::request& request) noexcept;

/// The host that the client asked for, as its proxy saw it; else that of the request.
[[nodiscard]] std::string_view forwarded_host(const http::request& request) noexcept;

}  // namespace microfast::middleware
