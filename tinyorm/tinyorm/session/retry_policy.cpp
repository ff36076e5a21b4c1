#include <tinyorm/session/retry_policy.hpp>

#include <algorithm>
#include <random>

namespace tinyorm {

std::chrono::microseconds retry_policy::bound_after(int failed_attempts) const noexcept {
    auto bound = first_bound;
    for (int i = 1; i < failed_attempts && bound < last_bound; ++i)
        bound *= 2;
    return std::min(bound, last_bound);
}

std::chrono::microseconds random_pause(std::chrono::microseconds bound) {
    thread_local std::minstd_rand generator{std::random_device{}()};
    std::uniform_int_distribution<std::chrono::microseconds::rep> pauses{0, bound.count()};
    return std::chrono::microseconds{pauses(generator)};
}

}  // namespace tinyorm
