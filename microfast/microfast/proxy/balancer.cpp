#include <microfast/containers/text_map.hpp>
#include <microfast/proxy/balancer.hpp>
#include <microfast/proxy/hash_ring.hpp>
#include <microfast/proxy/least_connections.hpp>
#include <microfast/proxy/smooth_round_robin.hpp>

namespace microfast::proxy {

std::unique_ptr<balancer> make_balancer(
    balancing policy, const std::vector<std::string>& names, const std::vector<unsigned>& weights
) {
    switch (policy) {
        case balancing::round_robin: return std::make_unique<smooth_round_robin>();
        case balancing::least_connections: return std::make_unique<least_connections>();
        case balancing::ring: return std::make_unique<hash_ring>(names, weights);
    }
    return nullptr;
}

/// The last steps are those of MurmurHash3: places on a ring use the high bits, and texts that
/// differ in their last byte must not be neighbours.
std::uint64_t hash_key(std::string_view key) noexcept {
    auto hash = containers::hash_text(key);
    hash = (hash ^ hash >> 33U) * 0xFF51'AFD7'ED55'8CCD;
    hash = (hash ^ hash >> 33U) * 0xC4CE'B9FE'1A85'EC53;
    return hash ^ hash >> 33U;
}

}  // namespace microfast::proxy
