/// @file
/// Status codes by name, and their lines as they go over the wire.
#pragma once

#include <string_view>

namespace microfast::http {

/// Names for the codes this library answers with itself. Any other code is written as its number.
namespace status {
inline constexpr int continue_ = 100;
inline constexpr int ok = 200;
inline constexpr int created = 201;
inline constexpr int accepted = 202;
inline constexpr int no_content = 204;
inline constexpr int reset_content = 205;
inline constexpr int partial_content = 206;
inline constexpr int not_modified = 304;
inline constexpr int permanent_redirect = 308;
inline constexpr int temporary_redirect = 307;
inline constexpr int bad_request = 400;
inline constexpr int unauthorized = 401;
inline constexpr int not_found = 404;
inline constexpr int method_not_allowed = 405;
inline constexpr int request_timeout = 408;
inline constexpr int precondition_failed = 412;
inline constexpr int content_too_large = 413;
inline constexpr int uri_too_long = 414;
inline constexpr int unsupported_media_type = 415;
inline constexpr int range_not_satisfiable = 416;
inline constexpr int expectation_failed = 417;
inline constexpr int unprocessable_content = 422;
inline constexpr int too_many_requests = 429;
inline constexpr int request_header_fields_too_large = 431;
inline constexpr int internal_server_error = 500;
inline constexpr int not_implemented = 501;
inline constexpr int service_unavailable = 503;
inline constexpr int http_version_not_supported = 505;

/// Whether an answer with this code ends the exchange: from 200 to 599.
[[nodiscard]] constexpr bool is_final(int code) noexcept {
    return code >= 200 && code <= 599;
}

/// Whether the code says that something went wrong: from 400 to 599.
[[nodiscard]] constexpr bool is_error(int code) noexcept {
    return code >= 400 && code <= 599;
}
}  // namespace status

/// The whole first line, "HTTP/1.1 404 Not Found" and CRLF, rendered once for each code from 100 to
/// 599. Any other code is the server's own fault and gives the line of 500.
[[nodiscard]] std::string_view status_line(int code) noexcept;

/// The phrase of a code, "Not Found"; "Unknown" for a code without a registered one.
[[nodiscard]] std::string_view reason_phrase(int code) noexcept;

}  // namespace microfast::http
