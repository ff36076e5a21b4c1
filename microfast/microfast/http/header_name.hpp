/// @file
/// The field names that servers look up, resolved to an enum once when a head is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microfast::http {

/// A known field name. Looking one up in a request is an array load.
enum class header_name : std::uint8_t {
    other,  ///< any name that is not listed here
    accept,
    accept_charset,
    accept_encoding,
    accept_language,
    access_control_request_headers,
    access_control_request_method,
    authorization,
    cache_control,
    connection,
    content_disposition,
    content_encoding,
    content_length,
    content_type,
    cookie,
    date,
    expect,
    forwarded,
    host,
    if_match,
    if_modified_since,
    if_none_match,
    if_range,
    if_unmodified_since,
    keep_alive,
    last_event_id,
    origin,
    range,
    referer,
    sec_websocket_extensions,
    sec_websocket_key,
    sec_websocket_protocol,
    sec_websocket_version,
    te,
    trailer,
    transfer_encoding,
    upgrade,
    user_agent,
    via,
    x_forwarded_for,
    x_forwarded_host,
    x_forwarded_proto,
    x_request_id,
};

inline constexpr std::size_t header_name_count =
    static_cast<std::size_t>(header_name::x_request_id) + 1;

/// The known name that `name` spells in any mix of cases, or `other`.
[[nodiscard]] header_name to_header_name(std::string_view name) noexcept;

class byte_block;

/// The same for a name of 1 to 16 bytes, none of them a control byte, which are loaded already.
[[nodiscard]] header_name to_header_name(std::string_view name, byte_block loaded) noexcept;

/// The canonical spelling, "Content-Type"; empty for `other`.
[[nodiscard]] std::string_view to_string(header_name name) noexcept;

}  // namespace microfast::http
