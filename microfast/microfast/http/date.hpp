/// @file
/// Dates as HTTP writes and reads them.
#pragma once

#include <chrono>
#include <string>

namespace microfast::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT". Source: RFC 9110, section 5.6.7 (IMF-fixdate).
[[nodiscard]] std::string to_http_date(std::chrono::sys_seconds time);

}  // namespace microfast::http
