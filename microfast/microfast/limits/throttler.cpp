#include <microfast/limits/throttler.hpp>

#include <algorithm>

namespace microfast::limits {

throttler::throttler(rate allowed, std::chrono::milliseconds longest_wait, std::size_t keys)
    : allowed_(allowed),
      longest_wait_(longest_wait),
      clients_(keys) {
    require_valid(allowed_);
}

std::optional<std::chrono::nanoseconds> throttler::reserve(std::string_view key, time_point now) {
    using result = std::optional<std::chrono::nanoseconds>;
    return clients_.with(key, [&](moments& starts) -> result {
        starts.pop_until(now - allowed_.window);
        const bool has_room = starts.size() < allowed_.count;
        const auto start = has_room ? now : std::max(now, starts.oldest() + allowed_.window);
        if (start - now > longest_wait_) return std::nullopt;
        if (!has_room) starts.pop();
        starts.push(start);
        return start - now;
    });
}

}  // namespace microfast::limits
