#include <microfast/core/error.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/metrics.hpp>
#include <microfast/middleware/request_counts.hpp>

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <utility>
#include <vector>

namespace microfast::middleware {

namespace {

void require_name(const std::string& prefix) {
    const bool is_name = !prefix.empty() && (prefix[0] < '0' || prefix[0] > '9') &&
                         prefix.find_first_not_of(
                             "abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
                         ) == prefix.npos;
    if (!is_name) throw error("metrics: \"" + prefix + "\" cannot begin the name of a metric");
}

/// As the value of a label between quotes.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char byte : text) {
        if (byte == '\\' || byte == '"') safe += '\\';
        safe += byte == '\n' ? std::string("\\n") : std::string(1, byte);
    }
    return safe;
}

void write_duration(
    std::string& text,
    std::string_view prefix,
    std::string_view labels,
    const duration_counts& counts
) {
    auto out = std::back_inserter(text);
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < duration_buckets_us.size(); ++i) {
        below += counts.buckets[i];
        fmt::format_to(
            out,
            "{}_request_duration_seconds_bucket{{{},le=\"{}\"}} {}\n",
            prefix,
            labels,
            static_cast<double>(duration_buckets_us[i]) / 1e6,
            below
        );
    }
    fmt::format_to(
        out,
        "{}_request_duration_seconds_bucket{{{},le=\"+Inf\"}} {}\n",
        prefix,
        labels,
        counts.total
    );
    fmt::format_to(
        out,
        "{}_request_duration_seconds_sum{{{}}} {}\n",
        prefix,
        labels,
        static_cast<double>(counts.sum_us) / 1e6
    );
    fmt::format_to(
        out, "{}_request_duration_seconds_count{{{}}} {}\n", prefix, labels, counts.total
    );
}

}  // namespace

class metrics::counts {
public:
    explicit counts(metrics_options options) : options_(std::move(options)) {
        require_name(options_.prefix);
    }

    [[nodiscard]] std::chrono::steady_clock::time_point now() const { return options_.now(); }

    [[nodiscard]] std::string to_text() const {
        const std::string_view prefix = options_.prefix;
        std::string text;
        auto out = std::back_inserter(text);
        std::map<std::string, duration_counts> durations;
        fmt::format_to(out, "# HELP {}_requests_total Requests answered.\n", prefix);
        fmt::format_to(out, "# TYPE {}_requests_total counter\n", prefix);
        for (const auto& [which, counted] : requests.add_up()) {
            const auto& [route, method, status] = which;
            const auto labels =
                fmt::format("method=\"{}\",route=\"{}\"", to_string(method), escaped(route));
            fmt::format_to(
                out,
                "{}_requests_total{{{},status=\"{}\"}} {}\n",
                prefix,
                labels,
                status,
                counted.total
            );
            durations[labels].add(counted);
        }
        fmt::format_to(
            out, "# HELP {}_request_duration_seconds Until the answer was made.\n", prefix
        );
        fmt::format_to(out, "# TYPE {}_request_duration_seconds histogram\n", prefix);
        for (const auto& [labels, counted] : durations)
            write_duration(text, prefix, labels, counted);
        fmt::format_to(out, "# HELP {}_requests_active Requests being answered.\n", prefix);
        fmt::format_to(out, "# TYPE {}_requests_active gauge\n", prefix);
        fmt::format_to(out, "{}_requests_active {}\n", prefix, requests.active());
        for (const auto& each : watched_) {
            fmt::format_to(out, "# HELP {}_{} {}\n", prefix, each.name, each.help);
            fmt::format_to(out, "# TYPE {}_{} gauge\n", prefix, each.name);
            fmt::format_to(out, "{}_{} {}\n", prefix, each.name, each.value());
        }
        return text;
    }

    void watch(std::string name, std::string help, std::function<double()> value) {
        require_name(name);
        watched_.push_back({std::move(name), std::move(help), std::move(value)});
    }

    request_counts requests;

private:
    struct watched {
        std::string name;
        std::string help;
        std::function<double()> value;
    };

    metrics_options options_;
    std::vector<watched> watched_;
};

class metrics::counting_layer {
public:
    struct note {
        std::chrono::steady_clock::time_point start;
    };

    explicit counting_layer(std::shared_ptr<counts> counted) : counted_(std::move(counted)) {}

    [[nodiscard]] http::verdict before(note& kept, http::request&, http::response&) const {
        counted_->requests.begin();
        kept.start = counted_->now();
        return http::verdict::proceed;
    }

    void after(note& kept, http::request& request, http::response& answer) const {
        const auto duration = counted_->now() - kept.start;
        counted_->requests.end(
            {request.route_pattern(), request.method(), answer.status},
            std::chrono::duration_cast<std::chrono::microseconds>(duration)
        );
    }

private:
    std::shared_ptr<counts> counted_;
};

metrics::metrics(metrics_options options) : counts_(std::make_shared<counts>(std::move(options))) {}

void metrics::watch(std::string name, std::string help, std::function<double()> value) {
    counts_->watch(std::move(name), std::move(help), std::move(value));
}

http::middleware metrics::layer() const {
    return make_middleware(counting_layer(counts_));
}

http::handler metrics::handler() const {
    http::handler made;
    made.callable = counts_;
    made.plain = [](const void* callable, http::request&, http::response& answer) {
        answer.set_text(static_cast<const counts*>(callable)->to_text());
        answer.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    };
    return made;
}

std::string metrics::to_text() const {
    return counts_->to_text();
}

}  // namespace microfast::middleware
