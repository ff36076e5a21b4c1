/// @file
/// The types a column may have, under the names models use.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm {

using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;

/// Binary content: PostgreSQL `bytea`, SQLite `BLOB`.
using bytes = std::vector<std::byte>;

/// A moment in UTC, to the microsecond, as PostgreSQL keeps it.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// A day of the calendar, without time or zone.
using date = std::chrono::sys_days;

/// A JSON text. PostgreSQL keeps its value (`jsonb`: spaces, the order of keys and doubled keys are
/// lost) and refuses what is not JSON; SQLite keeps the text as it is, whatever it is.
struct json {
    std::string text = "null";

    friend bool operator==(const json&, const json&) = default;
};

/// A 128-bit identifier; both databases exchange it in its canonical text form.
struct uuid {
    std::array<std::byte, 16> octets{};

    friend auto operator<=>(const uuid&, const uuid&) = default;
};

/// Lower case, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
[[nodiscard]] std::string to_string(const uuid& id);

/// Reads the canonical form, in either case; empty if `text` is anything else.
[[nodiscard]] std::optional<uuid> parse_uuid(std::string_view text) noexcept;

/// `YYYY-MM-DD hh:mm:ss.ffffff`, always six digits, so that text order is time order.
/// The year must lie within 0000 to 9999, otherwise an error of kind `value_out_of_range` is
/// thrown.
[[nodiscard]] std::string to_string(timestamp moment);

/// Writes that text behind what `text` holds already.
void append_to(std::string& text, timestamp moment);

/// Reads `YYYY-MM-DD[ T]hh:mm:ss[.f...][Z|±hh[:mm[:ss]]]`; no zone means UTC. Empty if `text` is
/// anything else.
[[nodiscard]] std::optional<timestamp> parse_timestamp(std::string_view text) noexcept;

/// `YYYY-MM-DD`, for years within 0000 to 9999; others throw `value_out_of_range`.
[[nodiscard]] std::string to_string(date day);

/// Reads `YYYY-MM-DD`. Empty if `text` is anything else.
[[nodiscard]] std::optional<date> parse_date(std::string_view text) noexcept;

}  // namespace tinyorm
