/// @file
/// A thread that does one thing again and again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace unamex::services {

/// Calls `work`, pauses, and so on until it is destroyed, which waits for the work under way.
///
/// Thread safety: `work` is called by the thread only.
/// Errors: `work` must not throw.
class periodic_thread {
public:
    periodic_thread(std::chrono::milliseconds pause, std::function<void()> work);

private:
    void run(
        const std::stop_token& stopping,
        std::chrono::milliseconds pause,
        const std::function<void()>& work
    );

    std::mutex waiting_;
    std::condition_variable_any stopped_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace unamex::services
