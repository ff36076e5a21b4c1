/// @file
/// To who has the least to do.
#pragma once

#include <microfast/proxy/balancer.hpp>

namespace microfast::proxy {

/// The fewest requests under way for its weight; among equals in turn, so that an idle group does
/// not send everything to its first server.
///
/// Complexity: O(servers).
class least_connections final : public balancer {
public:
    [[nodiscard]] std::optional<std::size_t> choose(
        std::span<const candidate> servers, std::uint64_t key
    ) override;

private:
    std::size_t next_ = 0;  // where the next search begins
};

}  // namespace microfast::proxy
