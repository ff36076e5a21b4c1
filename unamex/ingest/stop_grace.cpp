#include <ingest/stop_grace.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace unamex::ingest {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_interval{100};  // a signal handler can wake nobody

void watch(
    const std::stop_token& ended,
    const stop_signals& signals,
    std::chrono::milliseconds grace,
    const std::function<void()>& overdue
) {
    std::mutex waiting;
    std::condition_variable_any wakes;
    std::optional<clock::time_point> due;
    std::unique_lock lock{waiting};
    while (!ended.stop_requested()) {
        if (!due && signals.arrived() != 0) due = clock::now() + grace;
        if (due && clock::now() >= *due) return overdue();
        wakes.wait_for(lock, ended, look_interval, [] { return false; });
    }
}

}  // namespace

stop_grace::stop_grace(
    const stop_signals& signals, std::chrono::milliseconds grace, std::function<void()> overdue
)
    : thread_{[&signals, grace, overdue = std::move(overdue)](const std::stop_token& ended) {
          watch(ended, signals, grace, overdue);
      }} {}

}  // namespace unamex::ingest
