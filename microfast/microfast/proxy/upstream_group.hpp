/// @file
/// The servers behind a proxy, as one event loop sees them.
#pragma once

#include <microfast/client/http_client.hpp>
#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/proxy/attempt.hpp>
#include <microfast/proxy/proxy_metrics.hpp>
#include <microfast/proxy/proxy_options.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace microfast::proxy {

/// Connections, health and turns. Nothing of it is shared with other event loops: each finds out
/// for itself what is up, and asks by itself.
///
/// Thread safety: none, belongs to one event loop, and ends before it.
class upstream_group {
public:
    using time_point = net::event_loop::time_point;

    upstream_group(
        std::shared_ptr<const proxy_options> options, std::shared_ptr<proxy_metrics> metrics
    );
    upstream_group(const upstream_group&) = delete;
    upstream_group& operator=(const upstream_group&) = delete;
    ~upstream_group();

    /// One of those that were not tried yet. If all of these were ejected, but none is down, the
    /// one that is let in again first: one bad second must not close everything.
    [[nodiscard]] std::optional<std::size_t> choose(
        std::uint64_t key, const std::vector<bool>& tried
    );

    [[nodiscard]] client::http_client& client(std::size_t index) { return servers_[index]->client; }
    [[nodiscard]] retry_budget& retries() noexcept { return retries_; }
    [[nodiscard]] std::size_t size() const noexcept { return servers_.size(); }
    [[nodiscard]] const upstream_health& health(std::size_t index) const {
        return *servers_[index]->health;
    }

    /// The record of a request that is to be sent to one of them.
    [[nodiscard]] attempt begin(std::size_t index) const {
        return {metrics_, index, servers_[index]->health};
    }

    /// Closes connections that were idle for too long.
    void close_expired();

    /// Asks one server how it is, and waits for the answer or the end of its time.
    [[nodiscard]] task<void> check(std::size_t index);

private:
    struct server {
        server(const upstream& described, const proxy_options& options);

        client::http_client client;
        client::http_client checker;
        std::shared_ptr<upstream_health> health;
        unsigned weight;
    };

    void tell_state(std::size_t index);

    net::event_loop& loop_;
    std::shared_ptr<const proxy_options> options_;
    std::shared_ptr<proxy_metrics> metrics_;
    std::vector<std::unique_ptr<server>> servers_;
    std::unique_ptr<balancer> balancer_;
    std::vector<candidate> candidates_;  // as `choose` fills it
    std::vector<bool> was_up_;           // as the metrics know
    retry_budget retries_;
};

}  // namespace microfast::proxy
