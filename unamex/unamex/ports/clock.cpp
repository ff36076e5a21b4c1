#include <unamex/ports/clock.hpp>

#include <ctime>

namespace unamex::ports {

monotonic_time machine_clock::now() const noexcept {
#ifdef CLOCK_BOOTTIME
    std::timespec since_boot{};
    if (::clock_gettime(CLOCK_BOOTTIME, &since_boot) == 0) {
        return monotonic_time{
            std::chrono::seconds{since_boot.tv_sec} + std::chrono::nanoseconds{since_boot.tv_nsec}};
    }
#endif
    return std::chrono::steady_clock::now();
}

wall_time machine_clock::date() const noexcept {
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace unamex::ports
