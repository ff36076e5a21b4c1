/// @file
/// Where layers take the time from: a test gives them a clock of its own.
#pragma once

#include <chrono>
#include <functional>

namespace microfast::middleware {

/// For durations and deadlines.
using steady_clock_source = std::function<std::chrono::steady_clock::time_point()>;

/// For dates.
using wall_clock_source = std::function<std::chrono::system_clock::time_point()>;

}  // namespace microfast::middleware
