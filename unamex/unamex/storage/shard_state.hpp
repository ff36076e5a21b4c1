/// @file
/// What a shard was made for.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/shards/slot_map.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace unamex::storage {

/// What a shard says about itself and about the store it belongs to.
struct shard_identity {
    std::string store_id{};  ///< the same on all shards of a store
    std::string shard{};     ///< its name in the slot map
    std::uint32_t key_version = 0;
    std::uint64_t hash_seed = 0;
    std::string slot_map{};  ///< as text
    bool is_in_use = false;  ///< every shard of the store is set up, so names may be in it
};

/// What the shard says; nothing if it is new.
/// Errors: `store_refused` if parts of it are missing.
[[nodiscard]] std::optional<shard_identity> read_identity(tinyorm::session& session);

/// Makes a new shard one of a store: its identity, and a counter for each of its slots.
void set_up(tinyorm::session& session, const shard_identity& identity, const shards::slot_map& map);

/// The whole store is set up.
void mark_in_use(tinyorm::session& session);

}  // namespace unamex::storage
