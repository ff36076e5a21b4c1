/// @file
/// What time is it? A parameter, so that tests decide.
#pragma once

#include <chrono>

namespace unamex::ports {

using monotonic_time = std::chrono::steady_clock::time_point;
using wall_time = std::chrono::sys_time<std::chrono::microseconds>;

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
