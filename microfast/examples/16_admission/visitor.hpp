/// @file
/// A request at the desk of an admission.
#pragma once

#include <microfast/limits/admission.hpp>
#include <microfast/microfast.hpp>

#include <asio/steady_timer.hpp>

#include <chrono>

namespace desk {

namespace mf = microfast;
using mf::limits::admission;
using mf::limits::admission_outcome;

/// A request at the desk: inside, in the queue until its timer wakes it, or refused.
struct visitor : admission::ticket {
    explicit visitor(admission& entered)
        : at{entered},
          outcome{at.arrive(*this, std::chrono::steady_clock::now())} {}
    ~visitor() {
        if (outcome == admission_outcome::waits) at.give_up(*this);
        if (outcome != admission_outcome::admitted) return;
        if (auto* const next = static_cast<visitor*>(at.leave())) next->come_in();
    }
    void come_in() {
        outcome = admission_outcome::admitted;
        timer.cancel();
    }

    admission& at;
    admission_outcome outcome;
    asio::steady_timer timer{mf::event_loop::current().executor()};
};

}  // namespace desk
