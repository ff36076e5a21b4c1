#include <unamex/services/known_names.hpp>

#include <utility>

namespace unamex::services {

known_names::known_names(
    ports::shard_layout layout,
    std::unique_ptr<growing_filter> filter,
    std::unique_ptr<search::name_index> index
)
    : layout_{std::move(layout)},
      trust_{layout_.size()},
      filter_{std::move(filter)},
      index_{std::move(index)} {}

bool known_names::is_surely_free(domain::name_hash hash, const ports::clock& clock) const noexcept {
    const auto shard = layout_.shard_of(hash);
    if (!trust_.holds(shard, clock.now())) return false;
    if (filter_->might_contain(hash)) return false;
    // Asked again, in case this thread stood still before or during the probe. A processor that
    // swaps the two is off by nanoseconds; writers wait half a second longer than anybody trusts.
    return trust_.holds(shard, clock.now());
}

bool known_names::is_cache_shared(domain::name_hash hash, const ports::clock& clock)
    const noexcept {
    return trust_.is_registered(layout_.shard_of(hash), clock.now());
}

void known_names::add(std::span<const search::weighted_name> names) {
    // The index first: a filter that grows is filled from the index, and misses nobody who comes in
    // meanwhile.
    index_->add(names);
    for (const auto& one : names)
        filter_->insert(domain::hash_name(one.name));
}

}  // namespace unamex::services
