#include <microfast/proxy/least_connections.hpp>

namespace microfast::proxy {

namespace {

/// a.active / a.weight < b.active / b.weight, in whole numbers.
bool has_less_to_do(const candidate& a, const candidate& b) noexcept {
    return a.active * b.weight < b.active * a.weight;
}

}  // namespace

std::optional<std::size_t> least_connections::choose(
    std::span<const candidate> servers, std::uint64_t /*key*/
) {
    std::optional<std::size_t> best;
    for (std::size_t step = 0; step < servers.size(); ++step) {
        const auto i = (next_ + step) % servers.size();
        if (!servers[i].is_available) continue;
        if (!best || has_less_to_do(servers[i], servers[*best])) best = i;
    }
    if (best) next_ = *best + 1;
    return best;
}

}  // namespace microfast::proxy
