/// @file
/// What the head of a request says, as views into the buffer it was read from.
#pragma once

#include <microfast/http/header_fields.hpp>
#include <microfast/http/method.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace microfast::http {

enum class http_version : std::uint8_t { http_1_0, http_1_1 };

/// Where the body of a message ends. Source: RFC 9112, section 6.3.
enum class body_framing : std::uint8_t {
    none,     ///< there is no body
    length,   ///< after `content_length` bytes, at least one
    chunked,  ///< where its last chunk says so
};

/// A request head after `parse_head` has accepted it: spelt correctly and safe to act on.
struct request_head {
    http::method method = http::method::unknown;
    http_version version = http_version::http_1_1;
    body_framing framing = body_framing::none;
    bool keep_alive = true;         ///< the client wants the connection to stay open
    bool expects_continue = false;  ///< the client waits for 100 before it sends the body
    std::uint64_t content_length = 0;

    std::string_view target;     ///< as sent
    std::string_view authority;  ///< the host asked for: of the target, else of `Host`; empty in
                                 ///< HTTP/1.0 without
    std::string_view path;       ///< decoded once, without dot segments; "*" of `OPTIONS *`
    std::string_view query;      ///< as sent, without the question mark

    /// The path for routing: as `path`, but a slash that was sent as %2F is a NUL, so that it stays
    /// inside its segment. Offsets in both are the same.
    std::string_view routing_path;

    header_fields headers;

    /// Holds `path` and `routing_path` where they differ from the target. A vector, because a moved
    /// vector keeps its views valid and a moved short string does not.
    std::vector<char> decoded;

    /// Ready for the next head; memory is kept.
    void clear() noexcept;

    /// The buffer of the head was copied from `from` to `to`: moves the views.
    void relocate(std::string_view from, const char* to) noexcept;
};

}  // namespace microfast::http
