/// @file
/// A request as a client makes it.
#pragma once

#include <microfast/http/body_source.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/response_headers.hpp>

#include <cstdint>
#include <string>

namespace microfast::client {

/// Whether a server may be asked for leave before the body is sent.
enum class expectation : std::uint8_t { none, continue_ };

/// Method, target, fields and body. What depends on the connection (Host, framing) is the client's
/// to write.
struct request {
    http::method method = http::method::get;
    std::string target = "/";    ///< path and query, escaped
    std::string authority = {};  ///< for the Host field; empty: that of the origin

    /// The fields, checked as those of an answer are: no control bytes, no framing.
    http::response_headers headers{};
    std::string body{};

    /// If not null, the body is what this gives, and `body` does not count: with its length if it
    /// knows that, else chunked. It is used once, so such a request is never sent again. What it
    /// throws, the client throws on.
    http::body_source* source = nullptr;

    /// With `continue_` the body waits for the server's leave, for a second at most.
    client::expectation expect = expectation::none;
};

/// To do it twice is to do it once. Source: RFC 9110, section 9.2.2.
[[nodiscard]] bool is_idempotent(http::method method) noexcept;

/// Appends the head of `asked`, and its body if that is no source. Throws `error` for a target or
/// an authority that would be more than that.
void append_request(const request& asked, std::string_view origin_authority, std::string& output);

}  // namespace microfast::client
