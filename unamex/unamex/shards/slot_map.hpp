/// @file
/// Who owns which slot. The one authority: rings propose, the store keeps this.
#pragma once

#include <unamex/domain/slot.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::shards {

/// A shard's place in the list of a slot map.
using shard_index = std::uint16_t;

/// A slot map, or the list of shards for one, is not sound; `what()` says where and why.
class slot_map_error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The owner of every slot, under a version that grows with every change.
///
/// Thread safety: safe, it never changes.
class slot_map {
public:
    static constexpr std::size_t most_shards = 1024;
    static constexpr std::size_t longest_shard_name = 64;

    /// `owners` has an index into `shards` for each slot. Errors: `slot_map_error` for anything
    /// else, for version 0, and for shard names that repeat or are not 1 to 64 of `a-z 0-9 . _ -`.
    slot_map(
        std::uint64_t version, std::vector<std::string> shards, std::vector<shard_index> owners
    );

    [[nodiscard]] std::uint64_t version() const noexcept { return version_; }
    [[nodiscard]] const std::vector<std::string>& shards() const noexcept { return shards_; }
    [[nodiscard]] const std::vector<shard_index>& owners() const noexcept { return owners_; }

    [[nodiscard]] shard_index owner_of(domain::slot_id slot) const noexcept {
        return owners_[domain::index_of(slot)];
    }

    /// How many slots each shard owns.
    [[nodiscard]] std::vector<std::size_t> slots_of_each() const;

    bool operator==(const slot_map&) const = default;

private:
    std::uint64_t version_;
    std::vector<std::string> shards_;
    std::vector<shard_index> owners_;  // slot_count of them, each below shards_.size()
};

/// `slot_map_error` unless these can be the shards of a map.
void require_sound_shards(std::span<const std::string> shards);

/// The map as text, some kilobytes, the same for equal maps. Format: `docs/formats/slot-map.md`.
[[nodiscard]] std::string to_text(const slot_map& map);

/// Reads what `to_text` wrote. Errors: `slot_map_error`, for any other text.
[[nodiscard]] slot_map parse_slot_map(std::string_view text);

}  // namespace unamex::shards
