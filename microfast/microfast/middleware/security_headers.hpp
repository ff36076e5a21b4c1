/// @file
/// The fields that make browsers careful.
#pragma once

#include <microfast/http/middleware.hpp>

#include <chrono>
#include <string>

namespace microfast::middleware {

/// Each field as it is sent; an empty one is left out.
struct security_headers_options {
    std::string content_type_options = "nosniff";
    std::string frame_options = "DENY";
    std::string referrer_policy = "strict-origin-when-cross-origin";
    std::string opener_policy = "same-origin";
    std::string resource_policy = "same-origin";
    std::string content_security_policy = "default-src 'self'; frame-ancestors 'none'";
    std::string permissions_policy{};
    /// Strict-Transport-Security: for how long browsers come over TLS only. Zero: not sent, because
    /// nobody can take it back.
    std::chrono::seconds transport_security{0};
    bool transport_security_of_subdomains = false;
};

/// Adds these fields to every answer that does not have them already.
///
/// Cost: one search of the answer's fields for each. Errors: throws `error` for a value with
/// control characters. Source: OWASP Secure Headers Project; RFC 6797.
[[nodiscard]] http::middleware security_headers(security_headers_options options = {});

}  // namespace microfast::middleware
