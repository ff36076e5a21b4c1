#include <microfast/core/error.hpp>
#include <microfast/limits/rate.hpp>

#include <string>

namespace microfast::limits {

void require_valid(const rate& given) {
    const bool has_count = given.count >= 1 && given.count <= rate::largest_count;
    const bool has_window =
        given.window >= std::chrono::milliseconds{1} && given.window <= std::chrono::hours{24};
    if (has_count && has_window) return;
    throw error(
        "a rate of " + std::to_string(given.count) + " in " + std::to_string(given.window.count()) +
        " ms: it takes 1 to 100,000 in 1 ms to a day"
    );
}

}  // namespace microfast::limits
