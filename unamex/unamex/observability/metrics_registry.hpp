/// @file
/// Counters, durations and gauges, counted per thread and added up when they are asked for.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace unamex::observability {

/// Names and values that tell metrics of one name apart. They are given once, when the metric is
/// made: nothing that a client sends can become a label.
using metric_labels = std::vector<std::pair<std::string, std::string>>;

class thread_cells;

/// Thread safety: safe. `add` takes no lock and allocates nothing, but for a thread's first one.
/// Lifetime: the registry outlives it.
class counter {
public:
    void add(std::uint64_t count = 1) const noexcept;

private:
    friend class metrics_registry;
    counter(thread_cells& cells, std::size_t cell) noexcept : cells_{&cells}, cell_{cell} {}

    thread_cells* cells_;
    std::size_t cell_;
};

/// Durations, sorted into buckets from 50 us to 10 s. Thread safety and lifetime as for `counter`.
class histogram {
public:
    void observe(std::chrono::nanoseconds duration) const noexcept;

private:
    friend class metrics_registry;
    histogram(thread_cells& cells, std::size_t cell) noexcept : cells_{&cells}, cell_{cell} {}

    thread_cells* cells_;
    std::size_t cell_;  // the first of one for each bucket, and one for the sum
};

/// The metrics of a process.
///
/// Thread safety: safe.
/// Errors: `std::invalid_argument` for names that Prometheus does not allow, and for one name with
/// two kinds or helps; `std::length_error` past 4,096 cells (a counter takes one, a histogram 19).
class metrics_registry {
public:
    metrics_registry();
    metrics_registry(const metrics_registry&) = delete;
    metrics_registry& operator=(const metrics_registry&) = delete;
    ~metrics_registry();

    [[nodiscard]] counter make_counter(
        const std::string& name, const std::string& help, metric_labels labels = {}
    );

    /// `name` ends in `_seconds`.
    [[nodiscard]] histogram make_histogram(
        const std::string& name, const std::string& help, metric_labels labels = {}
    );

    /// `value` is called by `to_text`, on its thread.
    void add_gauge(
        const std::string& name,
        const std::string& help,
        metric_labels labels,
        std::function<double()> value
    );

    /// Everything in the text format of Prometheus, version 0.0.4.
    [[nodiscard]] std::string to_text() const;

private:
    class implementation;
    std::unique_ptr<implementation> implementation_;
};

}  // namespace unamex::observability
