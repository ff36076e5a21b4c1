#include <microfast/proxy/smooth_round_robin.hpp>

namespace microfast::proxy {

std::optional<std::size_t> smooth_round_robin::choose(
    std::span<const candidate> servers, std::uint64_t /*key*/
) {
    credits_.resize(servers.size());
    std::optional<std::size_t> best;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        if (!servers[i].is_available) continue;
        credits_[i] += servers[i].weight;
        all += servers[i].weight;
        if (!best || credits_[i] > credits_[*best]) best = i;
    }
    if (best) credits_[*best] -= all;
    return best;
}

}  // namespace microfast::proxy
