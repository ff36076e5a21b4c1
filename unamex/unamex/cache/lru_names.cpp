#include <unamex/cache/lru_names.hpp>

#include <algorithm>

namespace unamex::cache {

lru_names::lru_names(std::size_t capacity, duration lifetime)
    : lifetime_{lifetime},
      ends_{std::max<std::size_t>(capacity, 1)} {}

void lru_names::remember(std::string_view name, time_point now) {
    if (auto* const end = ends_.find(name)) {
        *end = now + lifetime_;
    } else {
        ends_.insert(std::string{name}, now + lifetime_, 1);
    }
}

bool lru_names::contains(std::string_view name, time_point now) {
    const auto* const end = ends_.find(name);
    if (end == nullptr) return false;
    if (*end > now) return true;
    ends_.erase(name);
    return false;
}

}  // namespace unamex::cache
