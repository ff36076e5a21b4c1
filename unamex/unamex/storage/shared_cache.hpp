/// @file
/// Which cache do the processes of a store share?
#pragma once

#include <tinyorm/tinyorm.hpp>

#include <chrono>
#include <string>

namespace unamex::storage {

/// How long nobody writes after the store has gone over to another cache: by then every "available"
/// that the old one may still hold has ended.
inline constexpr std::chrono::milliseconds cache_change_delay{5'500};

/// The cache that a shard was last written with, within a transaction on it.
///
/// A claim is announced to the cache of its process: one with another cache would not learn of it,
/// and call the name available. So all that are registered on a shard have the same. The first one
/// chooses; where nobody else is registered any more, a newcomer may bring another, and nobody
/// writes before `cache_change_delay` has passed. One that has not reached its cache yet has none,
/// the empty text: it agrees with everybody, and may not write.
class shared_cache {
public:
    explicit shared_cache(tinyorm::session& session) : session_{session} {}

    /// Throws `store_refused` if a process that is registered has another cache.
    void require(const std::string& cache);

    /// Makes it the cache of the shard. Requires that everybody registered has it, and that others
    /// cannot register meanwhile.
    void adopt(const std::string& cache);

    /// SQL for the moment from which writes are allowed, in milliseconds: 0 if the cache was never
    /// changed.
    static constexpr auto writes_from_ms =
        "coalesce((SELECT CAST(content AS BIGINT) FROM shard_state"
        " WHERE property = 'cache_writes_from_ms'), 0)";

private:
    tinyorm::session& session_;
};

}  // namespace unamex::storage
