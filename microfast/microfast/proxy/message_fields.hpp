/// @file
/// What a proxy makes of the messages that pass through it: their fields and their target.
#pragma once

#include <microfast/client/response_head.hpp>
#include <microfast/http/header_fields.hpp>
#include <microfast/http/ip_address.hpp>
#include <microfast/http/request_head.hpp>
#include <microfast/http/response_headers.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace microfast::proxy {

/// Who asks, as the proxy found out itself.
struct request_source {
    http::ip_address client{};
    std::string_view scheme{};  ///< "http" or "https"
    std::string_view host{};    ///< as the client asked for it
};

/// Adds the fields of a request that go on to a server.
///
/// What is for one connection alone stays behind: `Connection` and what it names, `Keep-Alive`,
/// `TE`, `Transfer-Encoding`, `Upgrade`, `Proxy-*`; so do the framing fields, `Host` and `Expect`,
/// which are written anew, and `Date`. `Via` gets our name. What clients say about themselves in
/// `Forwarded`, `X-Forwarded-*` and `X-Real-IP` is replaced by what `source` says: nobody can
/// pretend. Source: RFC 9110, section 7.6; RFC 7239.
void add_request_fields(
    const http::request_head& head,
    const request_source& source,
    std::string_view name,
    http::response_headers& into
);

/// Adds the fields of an answer that go back to the client, and our name to `Via`.
void add_response_fields(
    const client::response_head& head, std::string_view name, http::response_headers& into
);

/// Adds the fields behind a chunked body that may go on: neither those of a connection, nor what
/// only this proxy says.
void add_trailer_fields(const http::header_fields& trailers, http::response_headers& into);

/// The path and the query of a request as they go on: escapes as they were sent, dot segments
/// resolved, as the router that let it pass has read them. A `prefix` of the path is taken off if
/// it is there, up to a slash.
[[nodiscard]] std::string forwarded_target(const http::request_head& head, std::string_view prefix);

/// So many proxies have passed it on already: a request that goes round in circles.
[[nodiscard]] bool goes_in_circles(const http::header_fields& fields) noexcept;

/// What `Max-Forwards` says; empty without it, or if it is no number.
[[nodiscard]] std::optional<unsigned> most_forwards(const http::header_fields& fields) noexcept;

}  // namespace microfast::proxy
