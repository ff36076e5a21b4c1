/// @file
/// Reads the dates that clients send.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace microfast::http {

/// The second that an HTTP date names, in any of the three formats that a recipient must accept;
/// empty if the text is none of them.
///
///     Sun, 06 Nov 1994 08:49:37 GMT       the format of today
///     Sunday, 06-Nov-94 08:49:37 GMT      of RFC 850
///     Sun Nov  6 08:49:37 1994            of C's asctime()
///
/// Days must exist in their month. The name of the weekday must be one, but is not compared with
/// the date. `now` tells the century of a year with two digits: it is never more than 50 years
/// ahead. Source: RFC 9110, section 5.6.7.
[[nodiscard]] std::optional<std::chrono::sys_seconds> parse_http_date(
    std::string_view text, std::chrono::sys_seconds now
) noexcept;

}  // namespace microfast::http
