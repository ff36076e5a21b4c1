#include <unamex/observability/service_metrics.hpp>

#include <span>
#include <utility>

namespace unamex::observability {
namespace {

using words = std::vector<std::string_view>;

const words check_sources{"rules", "filter", "cache", "store", "other"};
const words check_outcomes{"available", "taken", "refused", "unknown", "other"};
const words claim_outcomes{"created", "taken", "refused", "key_reused", "unavailable", "other"};

template <class Metric, class Make>
metrics_by_word<Metric> one_for_each(const words& known, const Make& make) {
    std::vector<typename metrics_by_word<Metric>::named> made;
    for (const auto word : known)
        made.push_back({word, make(std::string{word})});
    return metrics_by_word<Metric>{std::move(made)};
}

}  // namespace

service_metrics::service_metrics()
    : checks_{one_for_each<metrics_by_word<counter>>(
          check_sources,
          [this](const std::string& source) {
              return one_for_each<counter>(check_outcomes, [&](const std::string& outcome) {
                  metric_labels labels{{"source", source}, {"outcome", outcome}};
                  return registry_.make_counter(
                      "unamex_check_total", "Names that were checked.", std::move(labels)
                  );
              });
          }
      )},
      check_durations_{one_for_each<histogram>(
          check_sources,
          [this](const std::string& source) {
              metric_labels labels{{"source", source}};
              return registry_.make_histogram(
                  "unamex_check_duration_seconds", "How long a check took.", std::move(labels)
              );
          }
      )},
      claims_{one_for_each<counter>(
          claim_outcomes,
          [this](const std::string& outcome) {
              metric_labels labels{{"outcome", outcome}};
              return registry_.make_counter(
                  "unamex_claim_total", "Claims that were answered.", std::move(labels)
              );
          }
      )},
      claim_durations_{
          registry_.make_histogram("unamex_claim_duration_seconds", "How long a claim took.")},
      search_durations_{
          registry_.make_histogram("unamex_search_duration_seconds", "How long a search took.")} {}

void service_metrics::check(
    std::string_view source, std::string_view outcome, std::chrono::nanoseconds duration
) noexcept {
    checks_.of(source).of(outcome).add();
    check_durations_.of(source).observe(duration);
}

void service_metrics::claim(std::string_view outcome, std::chrono::nanoseconds duration) noexcept {
    claims_.of(outcome).add();
    claim_durations_.observe(duration);
}

void service_metrics::search(std::chrono::nanoseconds duration) noexcept {
    search_durations_.observe(duration);
}

void service_metrics::gauge(
    const std::string& name,
    const std::string& help,
    metric_labels labels,
    std::function<double()> value
) {
    registry_.add_gauge(name, help, std::move(labels), std::move(value));
}

}  // namespace unamex::observability
