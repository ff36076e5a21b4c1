/// @file
/// Is this name certainly new? A Bloom filter that is asked while it grows.
#pragma once

#include <unamex/domain/name_hash.hpp>
#include <unamex/filter/memory_map.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace unamex::filter {

/// A set of name hashes that errs in one direction: it may take a new name for a known one, never a
/// known one for a new one. Names cannot be taken out.
///
/// At its capacity 0.13 % of new names are taken for known ones; past it the rate grows, and the
/// owner builds a greater filter.
///
/// Complexity: `might_contain` and `insert` one cache line; memory 16 bits a name of the capacity.
/// Thread safety: `might_contain`, `insert` and the counts may be called by any number of threads
/// at once. An insert is seen by every call that happens after it; it orders nothing else. Errors:
/// `std::system_error` at construction when there is no memory. Source: split-block Bloom filter,
/// see `block.hpp` and `docs/formats/bloom-filter.md`.
class split_block_filter {
public:
    static constexpr std::size_t bits_per_name = 16;
    static constexpr std::size_t greatest_capacity = std::size_t{1} << 36U;

    /// How many blocks of 256 bits make room for `capacity` names.
    [[nodiscard]] static constexpr std::size_t blocks_for(std::size_t capacity) noexcept {
        return (capacity * bits_per_name + 255) / 256;
    }

    /// Room for `capacity` names, at least one; `std::invalid_argument` outside of that.
    explicit split_block_filter(std::size_t capacity);
    split_block_filter(split_block_filter&& other) noexcept;
    split_block_filter& operator=(split_block_filter&& other) noexcept;
    ~split_block_filter() = default;

    /// False: `hash` has not been inserted. True: it probably has.
    [[nodiscard]] bool might_contain(domain::name_hash hash) const noexcept;

    /// Returns whether anything changed: false for a hash that the filter might have contained
    /// already.
    bool insert(domain::name_hash hash) noexcept;

    /// Takes everything out. Whoever probes or inserts meanwhile may see or leave any part of it.
    void clear() noexcept;

    /// Takes over all that `other`, of the same capacity, contains. `other` may be in use; hashes
    /// that come into it meanwhile may be missed. `std::invalid_argument` if the capacities differ.
    void unite(const split_block_filter& other);

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    /// How many inserts changed something: the number of names, short of the false positives among
    /// them.
    [[nodiscard]] std::size_t names() const noexcept;

    /// The share of new names that is taken for known ones, from `names()`.
    [[nodiscard]] double false_positive_rate() const noexcept;

    /// The share of bits that are set. Complexity: reads the whole filter.
    [[nodiscard]] double fill_ratio() const noexcept;

    [[nodiscard]] std::size_t size_bytes() const noexcept;

private:
    friend class snapshot_file;

    split_block_filter(
        memory_map memory, std::size_t offset, std::size_t capacity, std::size_t names
    );

    [[nodiscard]] std::uint64_t* block_of(domain::name_hash hash) const noexcept;

    memory_map memory_;
    std::span<std::uint64_t> words_;  // four to a block, in memory_; read and written as atomics
    std::size_t capacity_;
    std::atomic<std::size_t> names_;
};

/// The false positive rate of a split-block filter that holds on average `names_per_block` names.
[[nodiscard]] double expected_false_positive_rate(double names_per_block) noexcept;

}  // namespace unamex::filter
