/// @file
/// `/metrics`: what the service counts, for Prometheus.
#pragma once

#include <microfast/application/application.hpp>
#include <unamex/observability/service_metrics.hpp>
#include <unamex/services/live_names.hpp>

namespace unamex::api {

/// Adds gauges of the filter, the index and the shards. `names` is open, and outlives the metrics'
/// last reading.
void add_gauges(observability::service_metrics& metrics, services::live_names& names);

/// Adds `GET /metrics`, in the text format of Prometheus. The metrics outlive `app`.
void add_metrics_route(microfast::application& app, const observability::service_metrics& metrics);

}  // namespace unamex::api
