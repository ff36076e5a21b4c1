/// @file
/// What a request target asks for: which host, which path, which query.
#pragma once

#include <microfast/http/request_head.hpp>

#include <cstddef>
#include <string_view>

namespace microfast::http {

/// Splits `head.target` into path, query and, in absolute form, authority, and decodes the path.
/// Returns 0, or the status to refuse it with.
///
/// A path is refused if an escape is malformed or stands for NUL, or if an escaped slash would make
/// a dot segment ("..%2Fetc"): no handler ever sees "/../". Decoded, it may be any other bytes:
/// what is no UTF-8 is refused by the handler that needs text (`is_valid_utf8`), for its own
/// reason. Source: RFC 9112, section 3.2; RFC 3986, sections 2.1, 3 and 5.2.4.
[[nodiscard]] int read_target(request_head& head);

/// Reads a target from the start of `bytes` if it is a path that needs no decoding, with or without
/// a query, and ends before a space. Its size, or 0 for anything else.
[[nodiscard]] std::size_t read_plain_target(std::string_view bytes, request_head& head) noexcept;

/// Is it "host" or "host:port", with a name, an IPv4 address or an IPv6 address in brackets?
[[nodiscard]] bool is_authority(std::string_view text) noexcept;

}  // namespace microfast::http
