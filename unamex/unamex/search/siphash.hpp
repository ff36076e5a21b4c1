/// @file
/// SipHash-2-4: a short keyed hash that cannot be forged without the key.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace unamex::search {

using siphash_key = std::array<std::byte, 16>;

/// Source: Aumasson and Bernstein, SipHash: a fast short-input PRF, INDOCRYPT 2012.
[[nodiscard]] std::uint64_t siphash(const siphash_key& key, std::string_view text) noexcept;

}  // namespace unamex::search
