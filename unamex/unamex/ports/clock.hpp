/// @file
/// What time is it? A parameter, so that tests decide.
#pragma once

#include <chrono>

namespace unamex::ports {

using monotonic_time = std::chrono::steady_clock::time_point;
using wall_time = std::chrono::sys_time<std::chrono::microseconds>;

/// Leases and deadlines are right as long as `now` counts whatever passes for others. Where this
/// machine stands still, it depends on what it stands in:
///
/// - A process that is stopped (SIGSTOP, a debugger, a container that is frozen): counted.
/// - A machine that is suspended: counted on Linux (CLOCK_BOOTTIME), not elsewhere.
/// - A virtual machine that its hypervisor pauses, snapshots or moves: counted only if the
///   hypervisor puts the guest's clock forward when it goes on. Most do so for a live migration
///   (a fraction of a second); a guest that is restored from memory an hour later does not know.
///
/// In the last case a process believes, for what is left of its trust (one second at most) and of
/// its lease (five), what others may have changed meanwhile: it may call a name available that was
/// claimed during the pause, until it has read its shards again, 250 ms later. It cannot write to a
/// shard that others have come to meanwhile: whoever registers there removes the rows of writers
/// whose leases have run out by the shard's clock, and the row is the permission (ADR 9, 3), so a
/// claim that was announced before the pause is refused until this process has registered anew.
/// Where nobody has come, the row is still there, and nobody was told that the name is available.
/// Do not pause guests that run this service; who must asks with `strict=true`, which the shard
/// answers.
///
/// Thread safety: safe.
/// Errors: none.
class clock {
public:
    virtual ~clock() = default;

    [[nodiscard]] virtual monotonic_time now() const noexcept = 0;  ///< for deadlines and leases
    [[nodiscard]] virtual wall_time date() const noexcept = 0;      ///< for people
};

/// The clocks of the machine.
class machine_clock final : public clock {
public:
    [[nodiscard]] monotonic_time now() const noexcept override;
    [[nodiscard]] wall_time date() const noexcept override;
};

}  // namespace unamex::ports
