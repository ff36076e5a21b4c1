#include <unamex/ports/clock.hpp>

namespace unamex::ports {

monotonic_time machine_clock::now() const noexcept {
    return std::chrono::steady_clock::now();
}

wall_time machine_clock::date() const noexcept {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace unamex::ports
