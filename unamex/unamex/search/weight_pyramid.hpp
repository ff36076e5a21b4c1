/// @file
/// The greatest weights of a range, one after the other, without looking at the range: a pyramid of
/// maxima.
#pragma once

#include <unamex/search/weighted_name.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::search {

/// The place of a name in a segment, from 0.
using ordinal = std::uint32_t;

struct ordinal_range {
    ordinal first = 0;
    ordinal last = 0;  ///< one behind

    friend bool operator==(const ordinal_range&, const ordinal_range&) = default;
};

/// A view of the weights of all names and, above them, of the greatest of each 16, of each 256, and
/// so on.
///
/// Memory: 1.07 bytes a name. Thread safety: safe. Lifetime: the bytes outlive it.
class weight_pyramid {
public:
    static constexpr std::size_t fan_out = 16;

    weight_pyramid() = default;

    /// `levels` are the bytes that `build` made for this many weights, or as many from elsewhere.
    weight_pyramid(std::string_view levels, ordinal size);

    /// The levels of these weights, lowest first, each padded with zeros to a multiple of 16 bytes.
    [[nodiscard]] static std::string build(std::string_view weights);

    /// How many bytes `build` makes for this many weights.
    [[nodiscard]] static std::uint64_t size_bytes(std::uint64_t size) noexcept;

    [[nodiscard]] ordinal size() const noexcept { return size_; }
    [[nodiscard]] weight_type weight(ordinal at) const noexcept { return group(0, 0)[at]; }
    [[nodiscard]] std::size_t height() const noexcept { return levels_.size(); }

    /// The 16 values of a group: on level 0 weights, above the maxima of the groups below.
    [[nodiscard]] const weight_type* group(std::size_t level, ordinal index) const noexcept {
        return levels_[level] + std::size_t{index} * fan_out;
    }

private:
    ordinal size_ = 0;
    std::vector<const weight_type*> levels_;
};

/// Where a ranked walk goes on: behind the names that weigh more than `weight`, and behind those
/// that weigh as much and stand before `from`.
struct ranked_start {
    weight_type weight = 255;
    ordinal from = 0;
};

/// The names of a range by falling weight, then by ordinal.
///
/// Best first: the open node with the greatest maximum is the only one that has to be opened next.
/// Complexity: `next` O(log n); with a `start` the first call also pays for the names that weigh
/// more.
/// Thread safety: none. Lifetime: the pyramid outlives it.
/// Source: best-first search over a range-maximum tree, as in Hsu and Ottaviano, Space-efficient
/// data structures for top-k completion, WWW 2013; theirs is a binary Cartesian tree, ours has 16
/// children a node.
class ranked_walk {
public:
    ranked_walk(const weight_pyramid& weights, ordinal_range range, ranked_start start = {});

    [[nodiscard]] std::optional<ordinal> next();

private:
    struct node {
        std::array<std::int16_t, weight_pyramid::fan_out>
            ranks;      // of its children; 0 if outside or taken
        ordinal index;  // of the group of its children in their level
        std::uint8_t level;
    };
    struct candidate {
        std::uint64_t merit;  // weight of the best child that is left, then how early it stands
        std::uint32_t node;
    };

    void open(std::size_t level, ordinal index);
    void offer_best_child(std::uint32_t opened);

    const weight_pyramid* weights_;
    ordinal_range range_;
    ranked_start start_;
    std::vector<node> opened_;
    std::vector<candidate>
        heap_;  // of the opened nodes with children left; none has more merit than its parent
};

}  // namespace unamex::search
