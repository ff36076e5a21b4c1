/// @file
/// Which of several servers gets the next request?
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::proxy {

/// How requests are spread.
enum class balancing : std::uint8_t {
    round_robin,        ///< in turn, as often as weights say, evenly mixed
    least_connections,  ///< to who has the fewest requests under way, for its weight
    ring,               ///< by the hash of a key: the same key to the same server
};

/// What a policy knows of a server when it chooses.
struct candidate {
    unsigned weight = 1;       ///< from 1 on
    std::size_t active = 0;    ///< requests under way
    bool is_available = true;  ///< may be chosen
};

/// A policy. The servers, and their order, stay the same from call to call.
///
/// Thread safety: none, belongs to one event loop. Errors: none.
class balancer {
public:
    balancer() = default;
    balancer(const balancer&) = delete;
    balancer& operator=(const balancer&) = delete;
    virtual ~balancer() = default;

    /// The index of the one that gets the request; empty if none is available. `key` counts for the
    /// ring alone.
    [[nodiscard]] virtual std::optional<std::size_t> choose(
        std::span<const candidate> servers, std::uint64_t key
    ) = 0;
};

/// `names` tell the servers of a ring apart: the same names make the same ring everywhere.
[[nodiscard]] std::unique_ptr<balancer> make_balancer(
    balancing policy, const std::vector<std::string>& names, const std::vector<unsigned>& weights
);

/// A number for the key of a request, well mixed. The same in every process.
[[nodiscard]] std::uint64_t hash_key(std::string_view key) noexcept;

}  // namespace microfast::proxy
