/// @file
/// How often does a program ask for memory? Linked into a test or benchmark, the source replaces
/// `operator new`.
#pragma once

#include <cstddef>

namespace microfast {

/// How often this thread has called `operator new`.
[[nodiscard]] std::size_t allocation_count() noexcept;

}  // namespace microfast
