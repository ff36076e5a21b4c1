/// @file
/// Which cache does this process share with others, and does the store know it?
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace unamex::ports {

/// The cache that a process answers from, as the cache names itself. It may become another one
/// while the process runs, as when Redis is started again without what it knew.
///
/// Whoever speaks to the cache says what was found; whoever registers the process with the shards
/// says where that is agreed on. Until all shards have agreed, "available" from the cache is not
/// believed: others may claim names that they announce elsewhere.
///
/// Thread safety: safe. Errors: none.
class cache_identity {
public:
    /// The name of a cache that no other process shares.
    static constexpr auto own_cache = "none";

    struct sighting {
        std::string id;            ///< empty: the cache was never reached
        std::uint64_t number = 0;  ///< another one for each change
    };

    explicit cache_identity(std::string id = own_cache);

    /// The cache of this name answers. Returns the number of this sighting, a new one if another
    /// cache answered last.
    std::uint64_t found(const std::string& id);

    [[nodiscard]] sighting last() const;
    [[nodiscard]] std::uint64_t number() const noexcept { return number_.load(); }

    /// How many shards have to agree.
    void expect_shards(std::size_t shards);

    /// The shard takes writes from this process, and from nobody with another cache than the one of
    /// this sighting.
    void agree(std::size_t shard, std::uint64_t number);

    /// All shards have agreed to the cache that answered last.
    [[nodiscard]] bool is_agreed() const;

private:
    mutable std::mutex guard_;
    std::string id_;
    std::atomic<std::uint64_t> number_{1};  // changes under guard_
    std::vector<std::uint64_t> agreed_;     // of each shard
};

}  // namespace unamex::ports
