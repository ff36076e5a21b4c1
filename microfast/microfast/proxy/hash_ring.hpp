/// @file
/// The same key to the same server, also when servers come and go.
#pragma once

#include <microfast/proxy/balancer.hpp>

namespace microfast::proxy {

/// Servers have many points each on a circle of 64-bit numbers; a key belongs to the next point
/// behind its own hash. A server that is not available passes its keys on to the next points, and
/// those of all others stay where they were.
///
///             0
///         c ──┴── a          key ─> next point clockwise
///       b           b
///         a ──┬── c
///
/// Complexity: O(log points) to choose, and a step for each point of an unavailable server on the
/// way; 160 points for each unit of weight make shares that differ by some 8 %.
/// Source: Karger et al., "Consistent Hashing and Random Trees", STOC 1997.
class hash_ring final : public balancer {
public:
    hash_ring(const std::vector<std::string>& names, const std::vector<unsigned>& weights);

    [[nodiscard]] std::optional<std::size_t> choose(
        std::span<const candidate> servers, std::uint64_t key
    ) override;

private:
    static constexpr unsigned points_of_weight = 160;

    struct point {
        std::uint64_t place = 0;
        std::size_t server = 0;
    };

    std::vector<point> points_;  // in order of place
};

}  // namespace microfast::proxy
