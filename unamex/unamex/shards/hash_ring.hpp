/// @file
/// Which shard should own a slot, when shards come and go?
#pragma once

#include <unamex/domain/slot.hpp>
#include <unamex/shards/slot_map.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unamex::shards {

/// A shard and its share: one of weight 2 gets twice the slots of one of weight 1.
struct weighted_shard {
    std::string name;
    unsigned weight = 1;
};

/// A consistent-hash ring: it proposes owners so that a new shard takes only what becomes its own,
/// about 1/n of the slots, and a lost shard's slots are spread over all others.
///
/// Only a proposal: what holds is the slot map that the store keeps, so that no two processes ever
/// work out ownership from different lists of shards.
///
/// Complexity: construction O(p log p) for p points, `owner_of` O(log p).
/// Thread safety: safe, it never changes.
/// Errors: `slot_map_error` at construction, for no shards, too many, a bad or repeated name, or a
/// weight outside of 1 to 1,000. Source: Karger et al., "Consistent Hashing and Random Trees",
/// 1997.
class hash_ring {
public:
    /// Points on the ring for one unit of weight: shares come out within about 3 % of their weights
    /// (1 / sqrt(points), one standard deviation).
    static constexpr std::size_t points_per_weight = 1024;

    explicit hash_ring(std::span<const weighted_shard> shards);

    /// The shard whose point comes next after the slot's place on the ring.
    [[nodiscard]] shard_index owner_of(domain::slot_id slot) const noexcept;

    /// The proposal for all slots, as a map of this version.
    [[nodiscard]] slot_map propose(std::uint64_t version) const;

private:
    struct point {
        std::uint64_t place;
        shard_index owner;
    };

    std::vector<std::string> names_;
    std::vector<point> points_;  // in order of place
};

/// How far the fullest shard is above its share: 1 when all have exactly what their weights give
/// them, 1.1 when one has a tenth more. `shards` are those of the map, in its order.
[[nodiscard]] double skew(const slot_map& map, std::span<const weighted_shard> shards);

}  // namespace unamex::shards
