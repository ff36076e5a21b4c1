#include <microfast/limits/admission.hpp>

namespace microfast::limits {

admission_outcome admission::arrive(ticket& who, time_point now) noexcept {
    if (active_ < options_.active) {
        ++active_;
        return admission_outcome::admitted;
    }
    if (waiting_ >= options_.waiting) return admission_outcome::refused;
    who.deadline_ = now + options_.patience;
    who.join_before(queue_);
    ++waiting_;
    return admission_outcome::waits;
}

admission::ticket* admission::leave() noexcept {
    if (waiting_ == 0) {
        --active_;
        return nullptr;
    }
    ticket& next = first();
    give_up(next);
    return &next;
}

admission::ticket* admission::expire(time_point now) noexcept {
    if (waiting_ == 0 || first().deadline_ > now) return nullptr;
    ticket& late = first();
    give_up(late);
    return &late;
}

void admission::give_up(ticket& waiter) noexcept {
    waiter.leave_ring();
    --waiting_;
}

std::optional<time_point> admission::next_deadline() const noexcept {
    if (waiting_ == 0) return std::nullopt;
    return first().deadline_;
}

}  // namespace microfast::limits
