/// @file
/// The unit of the filter: 256 bits that share a cache line, eight of which belong to a name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace unamex::filter {

/// Eight lanes of 32 bits, two to a word, the lower half of a word first.
struct alignas(32) block {
    std::array<std::uint64_t, 4> words;

    bool operator==(const block&) const = default;
};

/// The bits of a name: one in each lane, chosen by the lower half of its hash.
///
/// Source: the split block of Apache Parquet (`BloomFilter.md`), after Putze, Sanders, Singler,
/// "Cache-, Hash- and Space-Efficient Bloom Filters", 2007.
[[nodiscard]] block make_mask(std::uint32_t key) noexcept;

/// Whether all bits of `make_mask(key)` are set in the block that begins at `words`. Other threads
/// may set bits meanwhile.
[[nodiscard]] bool covers_mask(std::uint64_t* words, std::uint32_t key) noexcept;

/// The two in plain C++, which is their definition.
namespace portable {

[[nodiscard]] block make_mask(std::uint32_t key) noexcept;
[[nodiscard]] bool covers_mask(std::uint64_t* words, std::uint32_t key) noexcept;

}  // namespace portable

/// The two with vector instructions, for processors that have them.
namespace avx2 {

[[nodiscard]] bool is_there() noexcept;
[[nodiscard]] block make_mask(std::uint32_t key) noexcept;
[[nodiscard]] bool covers_mask(std::uint64_t* words, std::uint32_t key) noexcept;

}  // namespace avx2

}  // namespace unamex::filter
