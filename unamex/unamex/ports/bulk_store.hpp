/// @file
/// Many names at once, for those who fill the store.
#pragma once

#include <unamex/ports/shard_layout.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace unamex::ports {

/// A name to load.
struct loaded_name {
    std::string username;     ///< as typed
    std::string norm;         ///< its key
    std::uint8_t weight = 0;  ///< how much it matters in ranked answers; 255 most
};

struct load_counts {
    std::uint64_t inserted = 0;
    std::uint64_t duplicate = 0;  ///< taken before, or twice in one batch

    load_counts& operator+=(const load_counts& other) noexcept {
        inserted += other.inserted;
        duplicate += other.duplicate;
        return *this;
    }
};

/// Loads names in batches: each is one transaction, set-based, and may be repeated without harm.
///
/// Every call blocks.
/// Thread safety: safe; one thread a shard loads fastest.
/// Errors: `store_unavailable`; `std::invalid_argument` for a name that belongs to another shard.
class bulk_store {
public:
    virtual ~bulk_store() = default;

    [[nodiscard]] virtual const shard_layout& layout() const noexcept = 0;

    /// Gives `names`, all of this shard, to `owner` unless somebody has them. 10,000 at a time is a
    /// good size.
    virtual load_counts load_blocking(
        std::size_t shard, std::span<const loaded_name> names, std::string_view owner
    ) = 0;
};

}  // namespace unamex::ports
