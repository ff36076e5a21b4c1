/// @file
/// The services of one event loop.
#pragma once

#include <unamex/domain/normaliser.hpp>
#include <unamex/observability/service_metrics.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/services/availability_service.hpp>
#include <unamex/services/claim_service.hpp>
#include <unamex/services/known_names.hpp>
#include <unamex/services/live_names.hpp>
#include <unamex/services/search_service.hpp>

#include <memory>

namespace unamex::api {

/// What the services of all event loops share.
struct shared_parts {
    const domain::normaliser& rules;
    services::live_names& names;
    const services::search_service& search;
    ports::username_store& store;
    observability::service_metrics& metrics;
    const ports::clock& clock;
};

/// What request handlers use on the event loop they run on. Each loop has its own, because a
/// connection to Redis belongs to a loop.
///
/// Thread safety: belongs to the thread it was opened on. Lifetime: the shared parts outlive it.
class loop_services {
public:
    loop_services(const shared_parts& shared, std::shared_ptr<ports::answer_cache> cache);
    loop_services(const loop_services&) = delete;
    loop_services& operator=(const loop_services&) = delete;

    /// Makes those of this thread, and ends them: before its event loop serves, and after.
    static void open(const shared_parts& shared, std::shared_ptr<ports::answer_cache> cache);
    static void close() noexcept;

    /// Those of this thread, while they are open.
    [[nodiscard]] static loop_services& current() noexcept;

    [[nodiscard]] observability::service_metrics& metrics() noexcept { return metrics_; }
    [[nodiscard]] ports::monotonic_time now() const noexcept { return clock_.now(); }
    [[nodiscard]] ports::answer_cache& cache() noexcept { return *cache_; }
    [[nodiscard]] const services::live_names& names() const noexcept { return names_; }
    [[nodiscard]] const services::search_service& search() const noexcept { return search_; }
    [[nodiscard]] services::availability_service& availability() noexcept { return availability_; }
    [[nodiscard]] services::claim_service& claims() noexcept { return claims_; }

private:
    observability::service_metrics& metrics_;
    const ports::clock& clock_;
    const services::live_names& names_;
    const services::search_service& search_;
    std::shared_ptr<ports::answer_cache> cache_;
    services::availability_service availability_;
    services::claim_service claims_;
};

}  // namespace unamex::api
