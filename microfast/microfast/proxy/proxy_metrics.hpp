/// @file
/// What a proxy counts, for Prometheus.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace microfast::proxy {

/// Counts of one server, of all event loops together.
struct upstream_counts {
    std::atomic<std::uint64_t> requests{0};  ///< attempts sent there
    std::atomic<std::uint64_t> failures{0};  ///< attempts without a whole answer, by its fault
    std::atomic<std::uint64_t> retries{0};   ///< attempts that another one had failed before
    std::atomic<std::uint64_t> ejections{0};
    std::atomic<std::int64_t> active{0};  ///< requests under way, their bodies included
    std::atomic<std::int64_t> up{0};      ///< event loops that would send it requests
};

/// Thread safety: safe. Lifetime: kept by all who count.
class proxy_metrics {
public:
    explicit proxy_metrics(std::vector<std::string> names)
        : names_{std::move(names)},
          counts_{std::make_unique<upstream_counts[]>(names_.size())} {}

    [[nodiscard]] upstream_counts& of(std::size_t index) noexcept { return counts_[index]; }

    [[nodiscard]] const std::string& name(std::size_t index) const noexcept {
        return names_[index];
    }

    /// Text format 0.0.4, a series for each server.
    [[nodiscard]] std::string to_text() const;

private:
    std::vector<std::string> names_;
    std::unique_ptr<upstream_counts[]> counts_;
};

}  // namespace microfast::proxy
