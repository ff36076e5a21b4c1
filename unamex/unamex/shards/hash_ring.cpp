#include <unamex/shards/hash_ring.hpp>

#include <xxhash.h>

#include <algorithm>
#include <tuple>

namespace unamex::shards {
namespace {

constexpr std::uint64_t greatest_total_weight = 4096;  // keeps the ring below 100 MB

/// Depends on the shard's own name and nothing else, so that the other shards never move its
/// points.
std::uint64_t place_of(std::string_view name, std::uint64_t number) {
    return XXH3_64bits_withSeed(name.data(), name.size(), number);
}

}  // namespace

hash_ring::hash_ring(std::span<const weighted_shard> shards) {
    for (const auto& shard : shards)
        names_.push_back(shard.name);
    require_sound_shards(names_);
    std::uint64_t total_weight = 0;
    for (std::size_t owner = 0; owner < shards.size(); ++owner) {
        const auto& [name, weight] = shards[owner];
        total_weight += weight;
        if (weight == 0 || total_weight > greatest_total_weight) {
            throw slot_map_error{"shards have weights from 1 on, 4096 in all: see '" + name + "'"};
        }
        for (std::uint64_t number = 0; number < weight * points_per_weight; ++number) {
            points_.push_back({place_of(name, number), static_cast<shard_index>(owner)});
        }
    }
    std::ranges::sort(points_, [this](const point& left, const point& right) {
        return std::tie(left.place, names_[left.owner]) <
               std::tie(right.place, names_[right.owner]);
    });
}

shard_index hash_ring::owner_of(domain::slot_id slot) const noexcept {
    const auto place = static_cast<std::uint64_t>(slot) << (64 - domain::slot_bits);
    const auto next = std::ranges::lower_bound(points_, place, {}, &point::place);
    return next == points_.end() ? points_.front().owner : next->owner;
}

slot_map hash_ring::propose(std::uint64_t version) const {
    std::vector<shard_index> owners;
    for (std::size_t slot = 0; slot < domain::slot_count; ++slot) {
        owners.push_back(owner_of(static_cast<domain::slot_id>(slot)));
    }
    return {version, names_, std::move(owners)};
}

double skew(const slot_map& map, std::span<const weighted_shard> shards) {
    const auto slots = map.slots_of_each();
    if (slots.size() != shards.size())
        throw slot_map_error{"these are not the shards of the slot map"};
    double weights = 0;
    for (const auto& shard : shards)
        weights += shard.weight;
    double greatest = 0;
    for (std::size_t i = 0; i < slots.size(); ++i) {
        const double share = static_cast<double>(domain::slot_count) * shards[i].weight / weights;
        greatest = std::max(greatest, static_cast<double>(slots[i]) / share);
    }
    return greatest;
}

}  // namespace unamex::shards
