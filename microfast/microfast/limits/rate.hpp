/// @file
/// So many in any stretch of so long.
#pragma once

#include <chrono>
#include <cstddef>

namespace microfast::limits {

using time_point = std::chrono::steady_clock::time_point;

struct rate {
    static constexpr std::size_t largest_count = 100'000;

    std::size_t count = 100;                   ///< at least 1, at most 100,000
    std::chrono::milliseconds window{60'000};  ///< at least 1 ms, at most a day
};

/// Throws `error` with a sentence if it is not a rate as above.
void require_valid(const rate& given);

}  // namespace microfast::limits
