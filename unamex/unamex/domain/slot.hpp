/// @file
/// The unit of placement: names live in slots, slots live on shards.
#pragma once

#include <unamex/domain/name_hash.hpp>

#include <cstddef>
#include <cstdint>

namespace unamex::domain {

inline constexpr unsigned slot_bits = 14;
inline constexpr std::size_t slot_count = std::size_t{1} << slot_bits;

/// One of the `slot_count` parts of the key space, 0 to 16,383. Slots never change; which shard
/// owns one does.
enum class slot_id : std::uint16_t {};

/// The slot of a name: the top bits of its hash.
[[nodiscard]] constexpr slot_id slot_of(name_hash hash) noexcept {
    return static_cast<slot_id>(hash >> (64 - slot_bits));
}

/// The slot as a place in an array of `slot_count` elements.
[[nodiscard]] constexpr std::size_t index_of(slot_id slot) noexcept {
    return static_cast<std::size_t>(slot);
}

}  // namespace unamex::domain
