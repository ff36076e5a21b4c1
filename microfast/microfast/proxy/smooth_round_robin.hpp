/// @file
/// In turn, as often as weights say, without bursts.
#pragma once

#include <microfast/proxy/balancer.hpp>

namespace microfast::proxy {

/// Each server has a credit. A choice adds its weight to each, takes the one with the most, and
/// takes the sum of the weights off that one: weights 5, 1, 1 give a a b a c a a, not a a a a a b
/// c.
///
/// Complexity: O(servers). Source: nginx, commit 52327e0627f4 (smooth weighted round robin).
class smooth_round_robin final : public balancer {
public:
    [[nodiscard]] std::optional<std::size_t> choose(
        std::span<const candidate> servers, std::uint64_t key
    ) override;

private:
    std::vector<std::int64_t> credits_;  // their sum is zero while the same servers are available
};

}  // namespace microfast::proxy
