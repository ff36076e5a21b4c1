/// @file
/// How often, and after which pauses, a transaction is run again.
#pragma once

#include <chrono>

namespace tinyorm {

/// Pauses between the attempts of a transaction that the database could not put in order with
/// others. Each is random up to a bound that doubles, so that those who collided part.
struct retry_policy {
    int attempts = 8;  ///< in all; 1: never again
    std::chrono::microseconds first_bound{1'000};
    std::chrono::microseconds last_bound{250'000};

    /// The longest pause after this many failed attempts.
    [[nodiscard]] std::chrono::microseconds bound_after(int failed_attempts) const noexcept;
};

/// A random pause between none and `bound`.
[[nodiscard]] std::chrono::microseconds random_pause(std::chrono::microseconds bound);

}  // namespace tinyorm
