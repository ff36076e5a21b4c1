#include <microfast/sessions/memory_store.hpp>

#include <utility>

namespace microfast::sessions {

memory_store::memory_store(memory_store_options options) : options_(std::move(options)) {}

memory_store::stripe& memory_store::stripe_of(std::string_view id) noexcept {
    return stripes_[std::hash<std::string_view>{}(id) % stripes_.size()];
}

void memory_store::stripe::forget(std::string_view id) {
    const auto found = bytes_of.find(id);
    if (found == bytes_of.end()) return;
    size -= found->first.size() + found->second.size();
    deadlines.cancel(id);
    bytes_of.erase(found);
}

/// Forgets the session that expires first, if it does so until then.
bool memory_store::stripe::forget_earliest(time_point until) {
    const auto id = deadlines.take_expired(until);
    if (id) forget(*id);
    return id.has_value();
}

task<std::optional<std::string>> memory_store::load(std::string_view id) {
    stripe& own = stripe_of(id);
    const std::lock_guard guard(own.lock);
    const auto deadline = own.deadlines.deadline_of(id);
    if (!deadline || *deadline <= options_.now()) co_return std::nullopt;
    co_return own.bytes_of.find(id)->second;
}

task<void> memory_store::save(
    std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
) {
    stripe& own = stripe_of(id);
    const auto now = options_.now();
    const std::lock_guard guard(own.lock);
    own.forget(id);
    while (own.forget_earliest(now)) {
    }
    const auto size = id.size() + bytes.size();
    const auto is_full = [&] {
        return (own.bytes_of.size() + 1) * stripes_.size() > options_.sessions ||
               (own.size + size) * stripes_.size() > options_.bytes.value;
    };
    while (is_full() && own.forget_earliest(time_point::max())) {
    }
    own.bytes_of.emplace(id, bytes);
    own.deadlines.schedule(std::string(id), now + lifetime);
    own.size += size;
    co_return;
}

task<void> memory_store::remove(std::string_view id) {
    stripe& own = stripe_of(id);
    const std::lock_guard guard(own.lock);
    own.forget(id);
    co_return;
}

std::size_t memory_store::size() const {
    std::size_t all = 0;
    for (const auto& each : stripes_) {
        const std::lock_guard guard(each.lock);
        all += each.bytes_of.size();
    }
    return all;
}

}  // namespace microfast::sessions
