#include <microfast/limits/rate_limiter.hpp>

namespace microfast::limits {

rate_limiter::rate_limiter(rate allowed, std::size_t keys) : allowed_(allowed), clients_(keys) {
    require_valid(allowed_);
}

rate_decision rate_limiter::take(std::string_view key, time_point now) {
    return clients_.with(key, [&](moments& requests) {
        requests.pop_until(now - allowed_.window);
        const bool is_allowed = requests.size() < allowed_.count;
        if (is_allowed) requests.push(now);
        return rate_decision{
            is_allowed,
            allowed_.count - requests.size(),
            requests.oldest() + allowed_.window - now};
    });
}

}  // namespace microfast::limits
