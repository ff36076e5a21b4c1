#include <microfast/net/sleep.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/steady_timer.hpp>

namespace microfast::net {

task<void> sleep_for(std::chrono::nanoseconds duration) {
    asio::steady_timer timer{event_loop::current().executor(), duration};
    co_await timer.async_wait(use_task);
}

}  // namespace microfast::net
