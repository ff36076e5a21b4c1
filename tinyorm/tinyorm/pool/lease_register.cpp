#include <tinyorm/pool/lease_register.hpp>

#include <algorithm>
#include <string_view>

namespace tinyorm::pool {
namespace {

std::chrono::milliseconds since(clock::time_point begin, clock::time_point now) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - begin);
}

std::string place(const std::source_location& location) {
    const std::string_view path = location.file_name();
    return std::string{path.substr(path.rfind('/') + 1)} + ':' + std::to_string(location.line());
}

}  // namespace

void lease_register::add(
    pooled_connection& lent, const std::source_location& holder, clock::time_point now
) {
    lent.holder = holder;
    lent.leased_at = now;
    lent.is_reported_as_leak = false;
    leased_.push_back(&lent);
}

void lease_register::remove(const pooled_connection& returned) {
    std::erase(leased_, &returned);
}

void lease_register::abandon_all() noexcept {
    for (auto* const held : leased_)
        held->session->abandon();
}

std::string lease_register::describe_longest(clock::time_point now) const {
    const auto longest = std::ranges::min_element(leased_, {}, &pooled_connection::leased_at);
    if (longest == leased_.end()) return {};
    const auto& held = **longest;
    return "one held for " + std::to_string(since(held.leased_at, now).count()) + " ms by " +
           place(held.holder);
}

std::vector<leak_report> lease_register::take_leaks(
    std::chrono::milliseconds threshold, clock::time_point now
) {
    std::vector<leak_report> found;
    for (auto* const held : leased_) {
        const auto held_for = since(held->leased_at, now);
        if (held->is_reported_as_leak || held_for < threshold) continue;
        held->is_reported_as_leak = true;
        found.push_back({held->holder, held_for});
    }
    return found;
}

}  // namespace tinyorm::pool
