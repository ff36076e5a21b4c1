/// @file
/// How long to leave a failing peer alone: longer after each failure, and not at the same moment as
/// others.
#pragma once

#include <chrono>
#include <random>

namespace unamex::cache {

/// Thread safety: none. Errors: none.
class back_off {
public:
    using duration = std::chrono::milliseconds;

    /// The first pause is `shortest` at most; each next one twice as long, up to `longest`.
    back_off(duration shortest, duration longest, unsigned seed);

    /// A pause between half of what is due and all of it.
    [[nodiscard]] duration next_pause();

    void reset() noexcept { due_ = shortest_; }

private:
    duration shortest_;
    duration longest_;
    duration due_;
    std::minstd_rand random_;
};

}  // namespace unamex::cache
