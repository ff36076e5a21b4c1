#include <microfast/proxy/upstream_health.hpp>

#include <algorithm>

namespace microfast::proxy {

void upstream_health::on_success() noexcept {
    failures_ = 0;
    ejections_ = 0;
    ejected_until_ = {};
    is_on_trial_ = false;
}

bool upstream_health::on_failure(time_point now) noexcept {
    if (is_ejected(now)) return false;  // was under way when another one ejected it
    ++failures_;
    is_on_trial_ = false;
    if (failures_ < passive_.failures && ejections_ == 0) return false;
    constexpr unsigned most_doublings = 20;
    const auto factor = std::int64_t{1} << std::min(ejections_, most_doublings);
    ejected_until_ = now + std::min(passive_.ejection * factor, passive_.longest_ejection);
    ++ejections_;
    failures_ = 0;
    return true;
}

void upstream_health::on_check(bool is_fine) noexcept {
    good_checks_ = is_fine ? good_checks_ + 1 : 0;
    bad_checks_ = is_fine ? 0 : bad_checks_ + 1;
    if (is_up_ && bad_checks_ >= active_.unhealthy) is_up_ = false;
    if (is_up_ || good_checks_ < active_.healthy) return;
    is_up_ = true;
    on_success();
}

}  // namespace microfast::proxy
