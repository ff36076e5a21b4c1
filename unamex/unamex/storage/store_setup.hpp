/// @file
/// Makes databases the shards of a store, or makes sure that they are.
#pragma once

#include <tinyorm/tinyorm.hpp>
#include <unamex/ports/shard_layout.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace unamex::storage {

/// A database that is, or is to become, a shard.
struct shard_database {
    std::string name;
    unsigned weight = 1;  ///< its share of the slots of a new store
    tinyorm::database* database = nullptr;
    std::string url{};  ///< of `database`
};

/// Brings the tables up to date, and checks that the databases are the shards of one store whose
/// keys are of this version; databases that are all new become one. Processes that do so at once
/// take turns. Nothing is written before all of them have answered.
///
/// Errors: `store_refused`; `tinyorm::error` if a database is away.
[[nodiscard]] ports::shard_layout prepare_shards_blocking(
    std::span<const shard_database> shards, std::uint32_t key_version
);

}  // namespace unamex::storage
