/// @file
/// `/livez` and `/readyz`: is it running, and should it be sent requests?
#pragma once

#include <microfast/application/application.hpp>

#include <atomic>
#include <cstdint>

namespace unamex::api {

enum class cache_place : std::uint8_t { in_process, redis };

/// What the health routes look at. All of it outlives the application.
struct health_sources {
    const std::atomic<bool>& is_draining;
    cache_place cache;
};

/// Adds `GET /livez`, 200 as long as anything is answered, and `GET /readyz`: 200 if requests can
/// be served, 503 while draining or without any shard. A part that is away is named there, but does
/// not make the process unready: the others would be no readier, and what does not need the part
/// still works.
void add_health_routes(microfast::application& app, health_sources sources);

}  // namespace unamex::api
