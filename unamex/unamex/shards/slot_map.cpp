#include <unamex/shards/slot_map.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace unamex::shards {
namespace {

bool is_name_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
           character == '.' || character == '_' || character == '-';
}

bool is_sound_name(std::string_view name) {
    return !name.empty() && name.size() <= slot_map::longest_shard_name &&
           std::ranges::all_of(name, is_name_character);
}

}  // namespace

slot_map::slot_map(
    std::uint64_t version, std::vector<std::string> shards, std::vector<shard_index> owners
)
    : version_{version},
      shards_{std::move(shards)},
      owners_{std::move(owners)} {
    if (version_ == 0) throw slot_map_error{"a slot map has a version from 1 on"};
    require_sound_shards(shards_);
    if (owners_.size() != domain::slot_count) {
        throw slot_map_error{
            "a slot map has " + std::to_string(domain::slot_count) + " slots, not " +
            std::to_string(owners_.size())};
    }
    const auto stray =
        std::ranges::find_if(owners_, [&](auto owner) { return owner >= shards_.size(); });
    if (stray != owners_.end()) {
        throw slot_map_error{
            "slot " + std::to_string(stray - owners_.begin()) + " is given to shard number " +
            std::to_string(*stray) + " of " + std::to_string(shards_.size())};
    }
}

std::vector<std::size_t> slot_map::slots_of_each() const {
    std::vector<std::size_t> slots(shards_.size());
    for (const auto owner : owners_)
        ++slots[owner];
    return slots;
}

void require_sound_shards(std::span<const std::string> shards) {
    if (shards.empty() || shards.size() > slot_map::most_shards) {
        throw slot_map_error{"there are 1 to " + std::to_string(slot_map::most_shards) + " shards"};
    }
    std::set<std::string_view> seen;
    for (const auto& name : shards) {
        if (!is_sound_name(name)) {
            throw slot_map_error{
                "a shard is named with 1 to 64 of a-z 0-9 . _ -, not '" + name + "'"};
        }
        if (!seen.insert(name).second)
            throw slot_map_error{"there are two shards named '" + name + "'"};
    }
}

}  // namespace unamex::shards
