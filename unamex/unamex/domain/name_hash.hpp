/// @file
/// One hash for everything that is found by name: slots, filters and caches.
#pragma once

#include <cstdint>
#include <string_view>

namespace unamex::domain {

/// The hash of a normalised name: 64 evenly spread bits.
using name_hash = std::uint64_t;

/// Part of `key_version`: another seed is another key space.
inline constexpr std::uint64_t name_hash_seed = 0x756e'616d'6578'0001;

/// XXH3 (64 bits) of a normalised name under `name_hash_seed`.
[[nodiscard]] name_hash hash_name(std::string_view norm) noexcept;

}  // namespace unamex::domain
