#include <unamex/storage/circuit_breaker.hpp>

#include <algorithm>

namespace unamex::storage {

bool circuit_breaker::admit(time_point now) {
    const std::scoped_lock lock{guard_};
    if (state_ == state::closed) return true;
    // A probe that never reports, because its caller is gone, must not keep the shard away for
    // ever.
    if (now < probe_at_) return false;
    state_ = state::probing;
    probe_at_ = now + options_.longest_pause;
    return true;
}

void circuit_breaker::report_success() {
    const std::scoped_lock lock{guard_};
    state_ = state::closed;
    failures_ = 0;
    pause_ = {};
}

void circuit_breaker::report_failure(time_point now) {
    const std::scoped_lock lock{guard_};
    if (state_ == state::closed && ++failures_ < options_.failures_to_open) return;
    if (state_ == state::open) return;  // a call that was under way when others had failed
    pause_ = std::clamp(2 * pause_, options_.shortest_pause, options_.longest_pause);
    state_ = state::open;
    probe_at_ = now + pause_;
}

std::chrono::milliseconds circuit_breaker::retry_after(time_point now) const {
    const std::scoped_lock lock{guard_};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(probe_at_ - now);
    return std::max(left, options_.shortest_pause);
}

bool circuit_breaker::is_closed() const {
    const std::scoped_lock lock{guard_};
    return state_ == state::closed;
}

}  // namespace unamex::storage
