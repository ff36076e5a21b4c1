#include <api/metrics_route.hpp>
#include <microfast/http/response.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace unamex::api {

namespace {

namespace http = microfast::http;
using observability::service_metrics;
using services::live_names;

void add_filter_gauges(service_metrics& metrics, const services::growing_filter& filter) {
    metrics.gauge("unamex_filter_names", "Names in the filter.", {}, [&filter] {
        return static_cast<double>(filter.current().names());
    });
    metrics.gauge("unamex_filter_capacity_names", "Names the filter was made for.", {}, [&filter] {
        return static_cast<double>(filter.current().capacity());
    });
    metrics.gauge(
        "unamex_filter_false_positive_ratio",
        "Share of free names that the filter does not know as free.",
        {},
        [&filter] { return filter.current().false_positive_rate(); }
    );
}

void add_shard_gauges(
    service_metrics& metrics, const live_names& names, std::size_t shard, std::size_t slots
) {
    const observability::metric_labels labels{{"shard", names.readiness()[shard].name}};
    metrics.gauge("unamex_shard_slots", "Slots that the shard owns.", labels, [slots] {
        return static_cast<double>(slots);
    });
    metrics.gauge(
        "unamex_shard_followed",
        "1 while the log of the shard can be read.",
        labels,
        [&names, shard] { return names.readiness()[shard].is_followed ? 1.0 : 0.0; }
    );
    metrics.gauge(
        "unamex_filter_trusted",
        "1 while the filter answers for free names of the shard.",
        labels,
        [&names, shard] { return names.readiness()[shard].is_trusted ? 1.0 : 0.0; }
    );
}

}  // namespace

void add_gauges(service_metrics& metrics, live_names& names) {
    const auto& known = names.known();
    add_filter_gauges(metrics, known.filter());
    metrics.gauge("unamex_index_names", "Names that searches find.", {}, [&known] {
        return static_cast<double>(known.index().size());
    });
    const auto& owners = known.layout().owners;
    for (std::size_t shard = 0; shard < known.layout().size(); ++shard) {
        const auto slots = std::count(owners.begin(), owners.end(), shard);
        add_shard_gauges(metrics, names, shard, static_cast<std::size_t>(slots));
    }
}

void add_metrics_route(microfast::application& app, const service_metrics& metrics) {
    app.get("/metrics", [&metrics] {
        http::response answer;
        answer.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        answer.body = metrics.to_text();
        return answer;
    });
}

}  // namespace unamex::api
