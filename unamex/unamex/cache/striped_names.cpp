#include <unamex/cache/striped_names.hpp>
#include <unamex/domain/name_hash.hpp>

namespace unamex::cache {

striped_names::striped_names(std::size_t capacity, lru_names::duration lifetime) {
    const auto share = (capacity + stripe_count - 1) / stripe_count;
    for (auto& part : stripes_)
        part = std::make_unique<stripe>(share, lifetime);
}

void striped_names::remember(std::string_view name, time_point now) {
    auto& part = stripe_of(name);
    const std::lock_guard lock{part.lock};
    part.names.remember(name, now);
}

bool striped_names::contains(std::string_view name, time_point now) {
    auto& part = stripe_of(name);
    const std::lock_guard lock{part.lock};
    return part.names.contains(name, now);
}

std::size_t striped_names::size() const {
    std::size_t total = 0;
    for (const auto& part : stripes_) {
        const std::lock_guard lock{part->lock};
        total += part->names.size();
    }
    return total;
}

striped_names::stripe& striped_names::stripe_of(std::string_view name) {
    // The low bits: the high ones choose the shard, and one process may ask for few shards only.
    return *stripes_[domain::hash_name(name) % stripe_count];
}

}  // namespace unamex::cache
