/// @file
/// Durations as fields say them.
#pragma once

#include <chrono>

namespace microfast::middleware {

/// Rounded up: who comes back after so many seconds does not come too early.
[[nodiscard]] constexpr std::chrono::seconds::rep whole_seconds(std::chrono::nanoseconds duration
) noexcept {
    return std::chrono::ceil<std::chrono::seconds>(duration).count();
}

}  // namespace microfast::middleware
