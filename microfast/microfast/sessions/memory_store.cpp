#include <microfast/sessions/memory_store.hpp>

#include <utility>

namespace microfast::sessions {

memory_store::memory_store(memory_store_options options) : options_(std::move(options)) {}

memory_store::stripe& memory_store::stripe_of(std::string_view id) noexcept {
    return stripes_[std::hash<std::string_view>{}(id) % stripes_.size()];
}

bool memory_store::stripe::has(std::string_view id, time_point now) const {
    const auto deadline = deadlines.deadline_of(id);
    return deadline && *deadline > now;
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

/// Makes room where there is none, with what expires first.
void memory_store::keep(stripe& in, std::string_view id, std::string_view bytes, time_point until) {
    in.forget(id);
    while (in.forget_earliest(options_.now())) {
    }
    const auto size = id.size() + bytes.size();
    const auto is_full = [&] {
        return (in.bytes_of.size() + 1) * stripes_.size() > options_.sessions ||
               (in.size + size) * stripes_.size() > options_.bytes.value;
    };
    while (is_full() && in.forget_earliest(time_point::max())) {
    }
    in.bytes_of.emplace(id, bytes);
    in.deadlines.schedule(std::string(id), until);
    in.size += size;
}

task<std::optional<std::string>> memory_store::load(std::string_view id) {
    stripe& own = stripe_of(id);
    const std::lock_guard guard(own.lock);
    if (!own.has(id, options_.now())) co_return std::nullopt;
    co_return own.bytes_of.find(id)->second;
}

task<void> memory_store::save(
    std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
) {
    stripe& own = stripe_of(id);
    const std::lock_guard guard(own.lock);
    keep(own, id, bytes, options_.now() + lifetime);
    co_return;
}

task<bool> memory_store::replace(
    std::string_view id, std::string_view bytes, std::chrono::seconds lifetime
) {
    stripe& own = stripe_of(id);
    const auto now = options_.now();
    const std::lock_guard guard(own.lock);
    if (!own.has(id, now)) co_return false;
    keep(own, id, bytes, now + lifetime);
    co_return true;
}

task<bool> memory_store::prolong(std::string_view id, std::chrono::seconds lifetime) {
    stripe& own = stripe_of(id);
    const auto now = options_.now();
    const std::lock_guard guard(own.lock);
    if (!own.has(id, now)) co_return false;
    own.deadlines.schedule(std::string(id), now + lifetime);
    co_return true;
}

task<bool> memory_store::remove(std::string_view id) {
    stripe& own = stripe_of(id);
    const std::lock_guard guard(own.lock);
    const bool was_there = own.has(id, options_.now());
    own.forget(id);
    co_return was_there;
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
