/// @file
/// unamex-api, put together.
#pragma once

#include <api/settings.hpp>
#include <api/trimming.hpp>
#include <microfast/application/application.hpp>
#include <microfast/core/task.hpp>
#include <unamex/cache/redis_address.hpp>
#include <unamex/cache/redis_connection.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/observability/service_metrics.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/cache_identity.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/services/live_names.hpp>
#include <unamex/services/search_service.hpp>
#include <unamex/storage/sharded_store.hpp>

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>

namespace unamex::api {

/// Everything that serves, from the shards to the routes.
///
/// Thread safety: none. Errors: what the parts throw when they cannot be opened: sentences for the
/// operator.
class api_server {
public:
    /// Listens, then opens the shards and the names, then serves. A port that is in use is found
    /// before anything is opened; who connects meanwhile waits.
    explicit api_server(const settings& wanted);
    api_server(const api_server&) = delete;
    api_server& operator=(const api_server&) = delete;
    ~api_server();

    [[nodiscard]] std::uint16_t port() const { return app_.port(); }

    /// Answers what was accepted, gives the right to write back, and writes the last snapshot. Does
    /// not wait for a shard that stands still: requests are cut after ten seconds, the farewell to
    /// the shards after three more.
    void stop();

private:
    void add_routes();
    microfast::task<> open_on(microfast::net::event_loop& loop);
    microfast::task<> close_on_loop();
    void open_store();
    void close_store();

    const settings wanted_;
    domain::normaliser rules_;
    ports::machine_clock clock_;
    observability::service_metrics metrics_;
    std::optional<cache::redis_address> redis_;
    std::shared_ptr<ports::cache_identity> cache_;  // which one it is
    cache::redis_options redis_options_;
    std::shared_ptr<ports::answer_cache> local_cache_;  // of all loops, where there is no Redis
    std::unique_ptr<storage::sharded_store> store_;
    std::optional<services::live_names> names_;
    std::optional<services::search_service> search_;
    std::optional<trimming> trimming_;
    std::shared_future<void> opening_;  // runs `open_store` once, on the loop that is there first
    bool is_open_ = false;
    std::atomic<unsigned> open_loops_{0};
    std::atomic<bool> is_draining_{false};
    microfast::application app_;  // last: its handlers use everything above
};

}  // namespace unamex::api
