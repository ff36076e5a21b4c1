/// @file
/// Which databases a store is on, and how they are spoken to.
#pragma once

#include <unamex/ports/cache_identity.hpp>
#include <unamex/storage/shard.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace unamex::storage {

struct shard_address {
    std::string name;
    std::string url;      ///< `sqlite:path` or `postgres://...`
    unsigned weight = 1;  ///< its share of the names of a new store
};

struct store_options {
    std::vector<shard_address> shards{};
    std::uint32_t key_version = 0;  ///< of the normaliser that makes the keys
    /// The cache that this process answers from, see `shared_cache`; null: its own.
    std::shared_ptr<ports::cache_identity> cache{};
    shard_options shard{};
};

/// The options of a store on these URLs, always in the same order: the name of a shard is its place
/// among them, for every program alike.
[[nodiscard]] store_options make_store_options(
    std::span<const std::string> urls, std::uint32_t key_version
);

}  // namespace unamex::storage
