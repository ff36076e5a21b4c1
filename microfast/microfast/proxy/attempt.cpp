#include <microfast/net/event_loop.hpp>
#include <microfast/proxy/attempt.hpp>

#include <spdlog/spdlog.h>

namespace microfast::proxy {

void attempt::fail() {
    is_told_ = true;
    counts().failures += 1;
    if (!health_->on_failure(net::event_loop::current().now())) return;
    counts().ejections += 1;
    spdlog::warn("proxy: {} gets no requests for a while", metrics_->name(index_));
}

}  // namespace microfast::proxy
