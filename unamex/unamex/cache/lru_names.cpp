#include <unamex/cache/lru_names.hpp>

#include <algorithm>

namespace unamex::cache {

lru_names::lru_names(std::size_t capacity, duration lifetime)
    : capacity_{std::max<std::size_t>(capacity, 1)},
      lifetime_{lifetime} {}

void lru_names::remember(std::string_view name, time_point now) {
    if (const auto found = find_.find(name); found != find_.end()) {
        found->second->end = now + lifetime_;
        entries_.splice(entries_.begin(), entries_, found->second);
        return;
    }
    if (entries_.size() == capacity_) {
        find_.erase(entries_.back().name);
        entries_.pop_back();
    }
    entries_.push_front({std::string{name}, now + lifetime_});
    find_.emplace(entries_.front().name, entries_.begin());
}

bool lru_names::contains(std::string_view name, time_point now) {
    const auto found = find_.find(name);
    if (found == find_.end()) return false;
    const auto at = found->second;
    if (at->end <= now) {
        find_.erase(found);
        entries_.erase(at);
        return false;
    }
    entries_.splice(entries_.begin(), entries_, at);
    return true;
}

}  // namespace unamex::cache
