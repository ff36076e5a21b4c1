/// @file
/// Every distinct name of an input, once, in the order of its first appearance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace unamex::ingest {

/// A name of the input: as it was first typed, and its key.
struct ranked_name {
    std::string_view username;
    std::string_view norm;
};

/// Names by rank, without repeats: rank 0 came first. About 40 bytes a name.
///
/// Complexity: `add` O(length). Thread safety: none while adding. Lifetime: the views are good as
/// long as the table.
class name_table {
public:
    enum class added : std::uint8_t { first, repeated };

    name_table();

    /// Takes the name up unless one with the same `norm` is there. Neither may be longer than 64
    /// KiB.
    added add(std::string_view username, std::string_view norm);

    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] ranked_name operator[](std::size_t rank) const;

    /// The ranks of all names, sorted by the slot their key lies in; within a slot by rank.
    [[nodiscard]] std::vector<std::uint32_t> ranks_by_slot() const;

private:
    struct stored_name {
        const char* text;  // the key, and behind it the name as typed unless that is the same
        std::uint16_t norm_size;
        std::uint16_t username_size;  // 0: the same as the key
    };
    struct bucket {
        std::uint32_t tag = 0;      // more bits of the hash, to compare few strings
        std::uint32_t rank_up = 0;  // rank + 1; 0: free
    };

    const char* store(std::string_view username, std::string_view norm);
    void grow();

    std::vector<std::unique_ptr<char[]>> blocks_;
    std::span<char> free_;  // the unused end of the last block
    std::vector<stored_name> names_;
    std::vector<bucket>
        buckets_;  // open addressing, a power of two of them, at most two thirds in use
};

/// The weight that a name of this rank has in searches: 255 for the first, 8 less for each
/// doubling, at least 1.
[[nodiscard]] std::uint8_t weight_of_rank(std::uint64_t rank) noexcept;

}  // namespace unamex::ingest
