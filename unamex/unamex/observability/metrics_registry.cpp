#include <unamex/observability/metrics_registry.hpp>
#include <unamex/observability/thread_cells.hpp>

#include <fmt/format.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace unamex::observability {
namespace {

using namespace std::chrono_literals;

constexpr std::array<std::chrono::nanoseconds, 17> bounds{
    50us,
    100us,
    250us,
    500us,
    1ms,
    2'500us,
    5ms,
    10ms,
    25ms,
    50ms,
    100ms,
    250ms,
    500ms,
    1s,
    2'500ms,
    5s,
    10s};
constexpr auto histogram_cells = bounds.size() + 2;  // one above all bounds, and the sum

double to_seconds(std::chrono::nanoseconds duration) {
    return std::chrono::duration<double>{duration}.count();
}

// Of a metric or a label. `le` is the label of a histogram's buckets.
bool is_name(std::string_view text) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
    return !text.empty() && text != "le" && is_letter(text.front()) &&
           std::ranges::all_of(text, is_inner);
}

prometheus::ClientMetric labelled(const metric_labels& labels) {
    prometheus::ClientMetric metric;
    for (const auto& [name, value] : labels)
        metric.label.push_back({name, value});
    return metric;
}

}  // namespace

void counter::add(std::uint64_t count) const noexcept {
    cells_->add(cell_, count);
}

void histogram::observe(std::chrono::nanoseconds duration) const noexcept {
    const auto bucket = std::ranges::lower_bound(bounds, duration) - bounds.begin();
    cells_->add(cell_ + static_cast<std::size_t>(bucket), 1);
    const auto sum = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
    cells_->add(cell_ + histogram_cells - 1, sum);
}

class metrics_registry::implementation {
public:
    thread_cells& cells() noexcept { return cells_; }

    std::size_t add_counter(
        const std::string& name, const std::string& help, metric_labels labels
    ) {
        const std::lock_guard guard{lock_};
        auto& joined = family_of(name, help, prometheus::MetricType::Counter, labels);
        const auto cell = cells_.reserve(1);
        joined.members.push_back({std::move(labels), cell, {}});
        return cell;
    }

    std::size_t add_histogram(
        const std::string& name, const std::string& help, metric_labels labels
    ) {
        const std::lock_guard guard{lock_};
        auto& joined = family_of(name, help, prometheus::MetricType::Histogram, labels);
        const auto cell = cells_.reserve(histogram_cells);
        joined.members.push_back({std::move(labels), cell, {}});
        return cell;
    }

    void add_gauge(
        const std::string& name,
        const std::string& help,
        metric_labels labels,
        std::function<double()> value
    ) {
        const std::lock_guard guard{lock_};
        auto& joined = family_of(name, help, prometheus::MetricType::Gauge, labels);
        joined.members.push_back({std::move(labels), 0, std::move(value)});
    }

    [[nodiscard]] std::string to_text() const {
        const std::lock_guard guard{lock_};
        std::vector<prometheus::MetricFamily> collected;
        for (const auto& [name, shown] : families_) {
            auto& of = collected.emplace_back();
            of.name = name;
            of.help = shown.help;
            of.type = shown.type;
            for (const auto& one : shown.members)
                of.metric.push_back(collect(shown.type, one));
        }
        return prometheus::TextSerializer{}.Serialize(collected);
    }

private:
    struct member {
        metric_labels labels;
        std::size_t cell = 0;
        std::function<double()> value;  // of a gauge
    };
    struct family {
        std::string help;
        prometheus::MetricType type;
        std::vector<member> members;
    };

    family& family_of(
        const std::string& name,
        const std::string& help,
        prometheus::MetricType type,
        const metric_labels& labels
    ) {
        const auto is_allowed = [](const auto& label) { return is_name(label.first); };
        if (!is_name(name) || !std::ranges::all_of(labels, is_allowed)) {
            throw std::invalid_argument{fmt::format("metric {:?}: a name is not allowed", name)};
        }
        auto& found = families_.try_emplace(name, family{help, type, {}}).first->second;
        if (found.help != help || found.type != type) {
            throw std::invalid_argument{fmt::format("metric {}: made twice, differently", name)};
        }
        if (std::ranges::find(found.members, labels, &member::labels) != found.members.end()) {
            throw std::invalid_argument{
                fmt::format("metric {}: made twice with the same labels", name)};
        }
        return found;
    }

    [[nodiscard]] prometheus::ClientMetric collect(prometheus::MetricType type, const member& of)
        const {
        auto metric = labelled(of.labels);
        if (type == prometheus::MetricType::Gauge) metric.gauge.value = of.value();
        if (type == prometheus::MetricType::Counter) {
            metric.counter.value = static_cast<double>(cells_.total(of.cell));
        }
        if (type == prometheus::MetricType::Histogram)
            metric.histogram = collect_histogram(of.cell);
        return metric;
    }

    [[nodiscard]] prometheus::ClientMetric::Histogram collect_histogram(std::size_t cell) const {
        prometheus::ClientMetric::Histogram collected;
        for (std::size_t i = 0; i <= bounds.size(); ++i) {
            collected.sample_count += cells_.total(cell + i);
            const auto is_last = i == bounds.size();
            const auto bound =
                is_last ? std::numeric_limits<double>::infinity() : to_seconds(bounds[i]);
            collected.bucket.push_back({collected.sample_count, bound});
        }
        const std::chrono::nanoseconds sum{
            static_cast<std::int64_t>(cells_.total(cell + histogram_cells - 1))};
        collected.sample_sum = to_seconds(sum);
        return collected;
    }

    thread_cells cells_;
    mutable std::mutex lock_;
    std::map<std::string, family> families_;
};

metrics_registry::metrics_registry() : implementation_{std::make_unique<implementation>()} {}

metrics_registry::~metrics_registry() = default;

counter metrics_registry::make_counter(
    const std::string& name, const std::string& help, metric_labels labels
) {
    const auto cell = implementation_->add_counter(name, help, std::move(labels));
    return {implementation_->cells(), cell};
}

histogram metrics_registry::make_histogram(
    const std::string& name, const std::string& help, metric_labels labels
) {
    const auto cell = implementation_->add_histogram(name, help, std::move(labels));
    return {implementation_->cells(), cell};
}

void metrics_registry::add_gauge(
    const std::string& name,
    const std::string& help,
    metric_labels labels,
    std::function<double()> value
) {
    implementation_->add_gauge(name, help, std::move(labels), std::move(value));
}

std::string metrics_registry::to_text() const {
    return implementation_->to_text();
}

}  // namespace unamex::observability
