/// @file
/// Moments and dates as documents write them. Source: RFC 3339.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace microfast {

/// A moment, as exact as text can say it and without the limits of one clock's duration.
struct utc_moment {
    std::chrono::sys_seconds second{};
    std::chrono::nanoseconds fraction{};  ///< not negative, less than a second
};

/// Reads `2026-11-20T21:45:00.5+01:00`; the offset or `Z` is needed, digits behind the ninth are
/// passed over. Empty for anything else, and for leap seconds, which system clocks do not have.
[[nodiscard]] std::optional<utc_moment> parse_rfc3339(std::string_view text) noexcept;

/// "2026-11-20T20:45:00.500Z" with so many digits of the fraction (0 to 9). Throws `error` for
/// years outside of 0000 to 9999.
[[nodiscard]] std::string to_rfc3339(utc_moment moment, int fraction_digits);

/// Reads `2026-11-20`; empty for anything else and for days that no month has.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text) noexcept;

/// "2026-11-20". Throws `error` for days that no month has and years outside of 0000 to 9999.
[[nodiscard]] std::string to_string(std::chrono::year_month_day date);

}  // namespace microfast
