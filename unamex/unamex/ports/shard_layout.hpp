/// @file
/// Which shard has a name?
#pragma once

#include <unamex/domain/slot.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace unamex::ports {

/// The shards of a store by number, and the number that owns each slot. Fixed while a process runs.
struct shard_layout {
    std::string store_id;  ///< drawn when the store was made: no other store has it
    std::vector<std::string> names;
    std::vector<std::uint16_t> owners;  ///< `domain::slot_count` of them: the shard of each slot

    [[nodiscard]] std::size_t size() const noexcept { return names.size(); }

    [[nodiscard]] std::size_t shard_of(domain::slot_id slot) const noexcept {
        return owners[domain::index_of(slot)];
    }
    [[nodiscard]] std::size_t shard_of(domain::name_hash hash) const noexcept {
        return shard_of(domain::slot_of(hash));
    }
};

}  // namespace unamex::ports
