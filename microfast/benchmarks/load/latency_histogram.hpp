/// @file
/// Counts latencies in steps of 100 ns, so that percentiles are exact to that.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace load {

/// Thread safety: none. Memory: 8 MB; what takes longer than 100 ms counts as 100 ms, and the
/// largest is kept beside.
class latency_histogram {
public:
    void add(std::chrono::nanoseconds latency) noexcept {
        const auto step = static_cast<std::size_t>(latency.count() > 0 ? latency.count() / 100 : 0);
        ++counts_[step < counts_.size() ? step : counts_.size() - 1];
        ++total_;
        if (latency > largest_) largest_ = latency;
    }

    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
    [[nodiscard]] std::chrono::nanoseconds largest() const noexcept { return largest_; }

    /// The latency, in microseconds, that `share` of all stayed within; 0 if there was none.
    [[nodiscard]] double percentile_us(double share) const noexcept {
        const auto wanted = share * static_cast<double>(total_);
        std::uint64_t seen = 0;
        for (std::size_t step = 0; step < counts_.size(); ++step) {
            seen += counts_[step];
            if (total_ > 0 && static_cast<double>(seen) >= wanted) {
                return static_cast<double>(step + 1) / 10;
            }
        }
        return 0;
    }

private:
    std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(1'000'000);
    std::uint64_t total_ = 0;
    std::chrono::nanoseconds largest_{};
};

}  // namespace load
