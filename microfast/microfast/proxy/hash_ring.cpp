#include <microfast/proxy/hash_ring.hpp>

#include <algorithm>
#include <tuple>

namespace microfast::proxy {

hash_ring::hash_ring(const std::vector<std::string>& names, const std::vector<unsigned>& weights) {
    for (std::size_t server = 0; server < names.size(); ++server) {
        const auto count = points_of_weight * weights[server];
        for (unsigned i = 0; i < count; ++i)
            points_.push_back({hash_key(names[server] + "#" + std::to_string(i)), server});
    }
    std::sort(points_.begin(), points_.end(), [](const point& left, const point& right) {
        return std::tie(left.place, left.server) < std::tie(right.place, right.server);
    });
}

std::optional<std::size_t> hash_ring::choose(
    std::span<const candidate> servers, std::uint64_t key
) {
    const auto is_before = [](const point& each, std::uint64_t place) {
        return each.place < place;
    };
    const auto found = std::lower_bound(points_.begin(), points_.end(), key, is_before);
    const auto start = static_cast<std::size_t>(found - points_.begin());
    for (std::size_t step = 0; step < points_.size(); ++step) {
        const auto server = points_[(start + step) % points_.size()].server;
        if (servers[server].is_available) return server;
    }
    return std::nullopt;
}

}  // namespace microfast::proxy
