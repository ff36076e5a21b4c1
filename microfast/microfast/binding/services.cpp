#include <microfast/binding/services.hpp>

#include <algorithm>
#include <utility>

namespace microfast::binding {

void services::provide(const void* key, void* object) {
    for (auto& each : provided_) {
        if (each.key == key) {
            each.object = object;
            return;
        }
    }
    provided_.push_back({key, object});
}

void* services::find(const void* key) const noexcept {
    for (const auto& each : provided_) {
        if (each.key == key) return each.object;
    }
    return nullptr;
}

void services::replace(const void* key, resolver other) {
    std::erase_if(replaced_, [key](const replaced& each) { return each.key == key; });
    replaced_.push_back({key, std::move(other)});
}

const dependency_source* services::find_other(const void* key) const noexcept {
    for (const auto& each : replaced_) {
        if (each.key == key) return &each.other.source;
    }
    return nullptr;
}

}  // namespace microfast::binding
