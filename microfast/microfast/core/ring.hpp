/// @file
/// An intrusive circular list: membership is part of the member, so joining and leaving allocate
/// nothing.
#pragma once

namespace microfast {

/// A place in a ring of members of one kind, and the head of such a ring. `Owner` tells the rings
/// of one object apart.
///
/// Complexity: O(1).
/// Thread safety: none.
/// Lifetime: a member leaves its ring when destroyed; destroying the head leaves the members in a
/// ring of their own.
template <class Owner>
class ring_place {
public:
    ring_place() noexcept = default;
    ring_place(const ring_place&) = delete;
    ring_place& operator=(const ring_place&) = delete;
    ~ring_place() { leave_ring(); }

    [[nodiscard]] bool is_alone() const noexcept { return next_ == this; }
    [[nodiscard]] ring_place& next_in_ring() const noexcept { return *next_; }

    /// Leaves the ring it may be in and joins that of `place`, as its last member if `place` is the
    /// head.
    void join_before(ring_place& place) noexcept {
        leave_ring();
        next_ = &place;
        previous_ = place.previous_;
        previous_->next_ = this;
        place.previous_ = this;
    }

    void leave_ring() noexcept {
        previous_->next_ = next_;
        next_->previous_ = previous_;
        next_ = previous_ = this;
    }

private:
    ring_place* previous_ = this;
    ring_place* next_ = this;
};

}  // namespace microfast
