#include <unamex/services/periodic_thread.hpp>

#include <utility>

namespace unamex::services {

periodic_thread::periodic_thread(std::chrono::milliseconds pause, std::function<void()> work)
    : thread_{[this, pause, work = std::move(work)](const std::stop_token& stopping) {
          run(stopping, pause, work);
      }} {}

void periodic_thread::run(
    const std::stop_token& stopping,
    std::chrono::milliseconds pause,
    const std::function<void()>& work
) {
    while (!stopping.stop_requested()) {
        work();
        std::unique_lock lock{waiting_};
        stopped_.wait_for(lock, stopping, pause, [] { return false; });
    }
}

}  // namespace unamex::services
