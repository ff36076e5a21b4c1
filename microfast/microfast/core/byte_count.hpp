/// @file
/// How many bytes? A type for limits and sizes, so that no number goes without its unit.
#pragma once

#include <compare>
#include <cstddef>
#include <string>

namespace microfast {

/// A number of bytes. Written as `16_KiB`; read as `limit.value`.
struct byte_count {
    std::size_t value = 0;

    friend constexpr auto operator<=>(byte_count, byte_count) = default;
};

/// In words, with the largest unit that divides it: `to_string(16_KiB)` is "16 KiB".
[[nodiscard]] std::string to_string(byte_count count);

inline namespace literals {

// clang-format off
consteval byte_count operator""_B(unsigned long long count) { return {count}; }
consteval byte_count operator""_KiB(unsigned long long count) { return {count << 10U}; }
consteval byte_count operator""_MiB(unsigned long long count) { return {count << 20U}; }
consteval byte_count operator""_GiB(unsigned long long count) { return {count << 30U}; }
// clang-format on

}  // namespace literals

}  // namespace microfast
