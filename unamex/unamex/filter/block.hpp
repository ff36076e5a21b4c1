/// @file
/// The unit of the filter: 256 bits that share a cache line, eight of which belong to a name.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace unamex::filter {

/// Eight lanes of 32 bits, two to a word, the lower half of a word first.
struct alignas(32) block {
    static constexpr std::size_t bits = 256;

    std::array<std::uint64_t, 4> words;

    bool operator==(const block&) const = default;
};

/// The bits of a name: one in each lane, from the lower half of its hash.
///
/// Source: the split block of Apache Parquet (`BloomFilter.md`), after Putze, Sanders, Singler,
/// "Cache-, Hash- and Space-Efficient Bloom Filters", 2007.
[[nodiscard]] block make_mask(std::uint32_t key) noexcept;

/// `make_mask` without vector instructions: the definition.
[[nodiscard]] block make_mask_portably(std::uint32_t key) noexcept;

/// `make_mask` with AVX2. Only where `has_avx2()`.
[[nodiscard]] block make_mask_with_avx2(std::uint32_t key) noexcept;

[[nodiscard]] bool has_avx2() noexcept;

}  // namespace unamex::filter
