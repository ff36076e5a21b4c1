/// @file
/// How many requests, how long, of which route: for Prometheus.
#pragma once

#include <microfast/http/handler.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/middleware/clocks.hpp>

#include <functional>
#include <memory>
#include <string>

namespace microfast::middleware {

struct metrics_options {
    std::string prefix = "microfast";  ///< of all names: letters, digits and underscores
    steady_clock_source now = &std::chrono::steady_clock::now;
};

/// Counts what a layer of it sees, and tells it in Prometheus' text format.
///
///     mf::metrics metrics;
///     app.use(metrics.layer());
///     app.get("/metrics", metrics.handler());
///
///     microfast_requests_total{method="GET",route="/users/{id}",status="200"} 42
///     microfast_request_duration_seconds_bucket{method="GET",route="/users/{id}",le="0.001"} 40
///     microfast_requests_active 3
///
/// Routes are named by their patterns, so there are as many series as routes, methods and statuses,
/// whatever clients send; requests without a route count as route "", and so do those whose head
/// the server could not read.
///
/// Cost: two clocks, one lock that threads do not share, one search in a small hash map. Thread
/// safety: safe. Lifetime: layer and handler keep what they need. Source: Prometheus exposition
/// format 0.0.4.
class metrics {
public:
    explicit metrics(metrics_options options = {});

    /// Tells a value of the program's own with the others, asked for each time: `name`, behind the
    /// prefix, is letters, digits and underscores. From any thread; before anything is told.
    ///
    ///     metrics.watch("connections", "Connections served.", [&app] {
    ///         return static_cast<double>(app.load().connections);
    ///     });
    void watch(std::string name, std::string help, std::function<double()> value);

    [[nodiscard]] http::middleware layer() const;

    /// Answers with `to_text()`.
    [[nodiscard]] http::handler handler() const;

    [[nodiscard]] std::string to_text() const;

private:
    class counts;
    class counting_layer;
    std::shared_ptr<counts> counts_;
};

}  // namespace microfast::middleware
