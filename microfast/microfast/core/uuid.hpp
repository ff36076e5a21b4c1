/// @file
/// Identifiers of 128 bits.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace microfast {

/// A UUID of any version. Source: RFC 9562.
struct uuid {
    std::array<std::byte, 16> octets{};

    friend auto operator<=>(const uuid&, const uuid&) = default;
};

/// Lower case, `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`.
[[nodiscard]] std::string to_string(const uuid& id);

/// Reads that form, in either case; empty if `text` is anything else.
[[nodiscard]] std::optional<uuid> parse_uuid(std::string_view text) noexcept;

}  // namespace microfast
