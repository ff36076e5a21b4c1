/// @file
/// All names of all shards, in order.
#pragma once

#include <unamex/ports/change_log.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace unamex::services {

/// Reads every shard in pages and merges them by the bytes of the names.
///
/// Complexity: O(shards) a name; memory a page a shard.
/// Thread safety: none.
/// Errors: `ports::store_unavailable`.
/// Lifetime: the log outlives it.
class name_merge {
public:
    static constexpr std::size_t page_size = 10'000;

    explicit name_merge(ports::change_log& log);

    /// The next name, or nothing after the last.
    std::optional<ports::stored_name> take_next();

private:
    struct stream {
        std::vector<ports::stored_name> page;
        std::size_t next = 0;  // in page; page.size() only after the last name of the shard
    };

    void read_page(std::size_t shard, std::string_view after);

    ports::change_log& log_;
    std::vector<stream> streams_;  // one a shard
};

}  // namespace unamex::services
