/// @file
/// One request on its way to one server: what becomes of it counts.
#pragma once

#include <microfast/proxy/proxy_metrics.hpp>
#include <microfast/proxy/upstream_health.hpp>

#include <cstddef>
#include <memory>
#include <utility>

namespace microfast::proxy {

/// Counts a request as under way as long as it exists, and tells the health of its server how it
/// ended. Neither is told of one that ended by itself, as where the client left.
///
/// Lifetime: may outlive the group of its server.
class attempt {
public:
    attempt(
        std::shared_ptr<proxy_metrics> metrics,
        std::size_t index,
        std::shared_ptr<upstream_health> health
    )
        : metrics_{std::move(metrics)},
          index_{index},
          health_{std::move(health)} {
        counts().requests += 1;
        counts().active += 1;
        health_->on_request();
    }
    attempt(attempt&&) noexcept = default;
    attempt& operator=(attempt&&) = delete;
    ~attempt() {
        if (metrics_ == nullptr) return;
        counts().active -= 1;
        if (!is_told_) health_->on_abandoned();
    }

    void count_retry() const noexcept { counts().retries += 1; }
    void succeed() noexcept {
        is_told_ = true;
        health_->on_success();
    }
    void fail();

private:
    [[nodiscard]] upstream_counts& counts() const noexcept { return metrics_->of(index_); }

    std::shared_ptr<proxy_metrics> metrics_;  // null when moved from
    std::size_t index_;
    std::shared_ptr<upstream_health> health_;
    bool is_told_ = false;  // the health knows how it ended
};

}  // namespace microfast::proxy
