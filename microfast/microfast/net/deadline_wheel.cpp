#include <microfast/net/deadline_wheel.hpp>

#include <algorithm>

namespace microfast::net {

deadline_wheel::entry::~entry() {
    if (wheel_ != nullptr) wheel_->cancel(*this);
}

deadline_wheel::deadline_wheel(time_point start, clock::duration tick) noexcept
    : start_{start},
      tick_{tick} {}

void deadline_wheel::schedule(entry& who, time_point due) noexcept {
    who.due_ = due;
    if (who.wheel_ != nullptr) {
        if (due > who.looked_at_ - tick_) return;
        cancel(who);
    }
    insert(who);
}

void deadline_wheel::cancel(entry& who) noexcept {
    if (who.wheel_ == nullptr) return;
    who.leave_ring();
    who.wheel_ = nullptr;
    --size_;
}

void deadline_wheel::run_expired(time_point now) {
    const auto elapsed =
        static_cast<std::uint64_t>(std::max(now - start_, clock::duration{}) / tick_);
    if (elapsed <= done_) return;
    // After a long pause one round finds everything: each slot is looked at once.
    const std::uint64_t first =
        std::max(done_, elapsed - std::min<std::uint64_t>(elapsed, slot_count));
    done_ = elapsed;
    for (std::uint64_t tick = first + 1; tick <= elapsed; ++tick) {
        run_slot(slots_[tick % slot_count], now);
    }
}

void deadline_wheel::run_slot(place& slot, time_point now) {
    place looked_at;  // head of those to look at: a slot may get new entries meanwhile
    looked_at.join_before(slot);
    slot.leave_ring();
    while (!looked_at.is_alone()) {
        auto& who = static_cast<entry&>(looked_at.next_in_ring());
        cancel(who);
        if (who.due_ > now) {
            insert(who);
        } else {
            who.on_deadline(now);
        }
    }
}

std::uint64_t deadline_wheel::tick_of(time_point due) const noexcept {
    if (due <= start_) return 0;
    return static_cast<std::uint64_t>((due - start_ + tick_ - clock::duration{1}) / tick_);
}

void deadline_wheel::insert(entry& who) noexcept {
    const std::uint64_t tick = std::max(tick_of(who.due_), done_ + 1);
    who.looked_at_ = start_ + tick * tick_;
    who.wheel_ = this;
    ++size_;
    who.join_before(slots_[tick % slot_count]);
}

}  // namespace microfast::net
