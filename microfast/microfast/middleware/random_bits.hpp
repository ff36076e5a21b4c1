/// @file
/// Numbers that no other process is likely to draw too, for ids. Not for secrets.
#pragma once

#include <cstdint>
#include <string>

namespace microfast::middleware {

/// 64 random bits from a generator of this thread, which the system has seeded.
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (splitmix64).
[[nodiscard]] std::uint64_t random_bits();

/// 16 digits, leading zeros included.
void append_hexadecimal(std::string& text, std::uint64_t bits);

}  // namespace microfast::middleware
