/// @file
/// A name for each request, to find it again in logs.
#pragma once

#include <microfast/http/middleware.hpp>
#include <microfast/http/request.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace microfast::middleware {

struct request_id_options {
    std::string field = "X-Request-ID";
    bool takes_clients_id = true;  ///< false: what comes in is not looked at
};

/// The longest id of a client that is taken.
inline constexpr std::size_t longest_request_id = 128;

/// Gives every request an id, and its answer the field with it.
///
/// The client's own is taken if it is at most 128 letters, digits and `-._~:+/=@`, so that it can
/// forge nothing where it is written; else one of 32 random hexadecimal digits is made. Handlers
/// ask `id_of(request)`; `recover` and `access_log` write it.
///
/// Cost: the request's context and one string. Errors: throws `error` if `field` is not a token.
[[nodiscard]] http::middleware request_id(request_id_options options = {});

/// The id of a request, empty if it has none.
[[nodiscard]] std::string_view id_of(const http::request& request) noexcept;

}  // namespace microfast::middleware
