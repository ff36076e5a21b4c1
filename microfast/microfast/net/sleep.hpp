/// @file
/// Waits for time to pass, without a thread.
#pragma once

#include <microfast/core/task.hpp>

#include <chrono>

namespace microfast::net {

/// Goes on after `duration`, on the same event loop.
[[nodiscard]] task<void> sleep_for(std::chrono::nanoseconds duration);

}  // namespace microfast::net
