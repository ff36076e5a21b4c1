/// @file
/// unamex-api, put together.
#pragma once

#include <api/settings.hpp>
#include <microfast/application/application.hpp>
#include <microfast/core/task.hpp>
#include <unamex/cache/redis_address.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/observability/service_metrics.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/services/live_names.hpp>
#include <unamex/services/search_service.hpp>
#include <unamex/storage/sharded_store.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace unamex::api {

/// Everything that serves, from the shards to the routes.
///
/// Thread safety: none. Errors: what the parts throw when they cannot be opened: sentences for the
/// operator.
class api_server {
public:
    /// Opens the shards and the names, and listens.
    explicit api_server(const settings& wanted);
    api_server(const api_server&) = delete;
    api_server& operator=(const api_server&) = delete;
    ~api_server();

    [[nodiscard]] std::uint16_t port() const { return app_.port(); }

    /// Answers what was accepted, writes the last snapshot, and gives the right to write back.
    void stop();

private:
    void add_routes();
    microfast::task<> open_on(microfast::net::event_loop& loop);
    microfast::task<> close_on_loop();
    void close_store();
    [[nodiscard]] std::shared_ptr<ports::answer_cache> cache_for(microfast::net::event_loop& loop
    ) const;

    domain::normaliser rules_;
    ports::machine_clock clock_;
    observability::service_metrics metrics_;
    std::optional<cache::redis_address> redis_;
    std::shared_ptr<ports::answer_cache> local_cache_;  // of all loops, where there is no Redis
    std::unique_ptr<storage::sharded_store> store_;
    std::optional<services::live_names> names_;
    std::optional<services::search_service> search_;
    std::atomic<unsigned> open_loops_{0};
    std::atomic<bool> is_draining_{false};
    microfast::application app_;  // last: its handlers use everything above
};

}  // namespace unamex::api
