/// @file
/// What the service counts: checks, claims, searches.
#pragma once

#include <unamex/observability/metrics_registry.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::observability {

/// Metrics of one name, told apart by words that are known beforehand; any other word counts as
/// `other`.
template <class Metric>
class metrics_by_word {
public:
    struct named {
        std::string_view word;
        Metric metric;
    };
    explicit metrics_by_word(std::vector<named> known) : known_{std::move(known)} {}

    /// The last one is `other`.
    [[nodiscard]] const Metric& of(std::string_view word) const noexcept {
        std::size_t at = 0;
        while (at + 1 < known_.size() && known_[at].word != word)
            ++at;
        return known_[at].metric;
    }

private:
    std::vector<named> known_;
};

/// Thread safety: safe. Counting takes no lock and allocates nothing, but for a thread's first
/// call.
class service_metrics {
public:
    service_metrics();

    /// `source`: rules, filter, cache, store. `outcome`: available, taken, refused, unknown.
    void check(
        std::string_view source, std::string_view outcome, std::chrono::nanoseconds duration
    ) noexcept;

    /// `outcome`: created, taken, refused, key_reused, unavailable.
    void claim(std::string_view outcome, std::chrono::nanoseconds duration) noexcept;

    void search(std::chrono::nanoseconds duration) noexcept;

    /// A value that is asked for when the metrics are: `value` must be callable from any thread.
    void gauge(
        const std::string& name,
        const std::string& help,
        metric_labels labels,
        std::function<double()> value
    );

    [[nodiscard]] std::string to_text() const { return registry_.to_text(); }

private:
    metrics_registry registry_;
    metrics_by_word<metrics_by_word<counter>> checks_;  // by source, then outcome
    metrics_by_word<histogram> check_durations_;
    metrics_by_word<counter> claims_;
    histogram claim_durations_;
    histogram search_durations_;
};

}  // namespace unamex::observability
