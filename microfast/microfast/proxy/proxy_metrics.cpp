#include <microfast/proxy/proxy_metrics.hpp>

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace microfast::proxy {

std::string proxy_metrics::to_text() const {
    std::string text;
    const auto write = [&](std::string_view name, std::string_view type, auto member) {
        auto out = std::back_inserter(text);
        fmt::format_to(out, "# TYPE microfast_proxy_{} {}\n", name, type);
        for (std::size_t i = 0; i < names_.size(); ++i) {
            const auto value = (counts_[i].*member).load();
            fmt::format_to(
                out, "microfast_proxy_{}{{upstream=\"{}\"}} {}\n", name, names_[i], value
            );
        }
    };
    write("requests_total", "counter", &upstream_counts::requests);
    write("failures_total", "counter", &upstream_counts::failures);
    write("retries_total", "counter", &upstream_counts::retries);
    write("ejections_total", "counter", &upstream_counts::ejections);
    write("requests_active", "gauge", &upstream_counts::active);
    write("loops_up", "gauge", &upstream_counts::up);
    return text;
}

}  // namespace microfast::proxy
