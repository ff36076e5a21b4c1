/// @file
/// Whether a server may be sent requests: what checks say, and what requests met.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace microfast::proxy {

/// What requests tell. All finite.
struct passive_health {
    unsigned failures = 3;                      ///< in a row, then it gets nothing for a while:
    std::chrono::milliseconds ejection{1'000};  ///< the first time; twice as long each time after
    std::chrono::milliseconds longest_ejection{60'000};
};

/// What questions of our own tell. Without a path none are asked.
struct active_health {
    std::string path{};  ///< asked by GET; fine below 400
    std::chrono::milliseconds interval{5'000};
    std::chrono::milliseconds timeout{1'000};  ///< of each step: connecting, sending, answering
    unsigned healthy = 2;                      ///< good answers in a row, then it is up
    unsigned unhealthy = 2;                    ///< bad ones in a row, then it is down
};

/// The health of one server.
///
/// Failures in a row eject it, for longer each time; the request after that is its trial, and one
/// failure ejects it again. A success makes everything good. Checks that fail take it down until
/// they succeed again, whatever requests meet.
///
/// It decides and does not act: time is a parameter. Thread safety: none, belongs to one event
/// loop.
class upstream_health {
public:
    using time_point = std::chrono::steady_clock::time_point;

    upstream_health(const passive_health& passive, const active_health& active)
        : passive_{passive},
          active_{active} {}

    /// A request is sent to it; after an ejection that is the trial, and it gets no other one until
    /// that has ended.
    void on_request() noexcept { is_on_trial_ = ejections_ > 0; }
    /// It ended, and says nothing about the server.
    void on_abandoned() noexcept { is_on_trial_ = false; }
    void on_success() noexcept;
    /// A request failed in a way that is the server's fault. True if that ejects it.
    bool on_failure(time_point now) noexcept;
    void on_check(bool is_fine) noexcept;

    /// Checks say that it is up, or none are made.
    [[nodiscard]] bool is_up() const noexcept { return is_up_; }
    [[nodiscard]] bool is_ejected(time_point now) const noexcept { return now < ejected_until_; }
    [[nodiscard]] bool is_available(time_point now) const noexcept {
        return is_up() && !is_ejected(now) && !is_on_trial_;
    }
    [[nodiscard]] time_point ejected_until() const noexcept { return ejected_until_; }

private:
    passive_health passive_;
    active_health active_;
    unsigned failures_ = 0;   // in a row
    unsigned ejections_ = 0;  // since the last success
    unsigned good_checks_ = 0;
    unsigned bad_checks_ = 0;
    bool is_up_ = true;
    bool is_on_trial_ = false;
    time_point ejected_until_{};
};

}  // namespace microfast::proxy
