/// @file
/// So many repetitions for so many requests: so that retries cannot make an overload worse.
#pragma once

#include <algorithm>

namespace microfast::proxy {

struct retry_options {
    unsigned attempts = 3;  ///< of one request, the first included
    double budget = 0.2;    ///< retries for each request, in the long run
    double reserve = 100;  ///< there at first, and the most that are saved: one for each connection
                           ///< that a server may take along when it dies
};

/// Every request pays a part of a retry in, every retry takes a whole one out.
///
/// Thread safety: none, belongs to one event loop.
/// Source: Finagle's retry budgets; Google, Site Reliability Engineering, chapter 21.
class retry_budget {
public:
    explicit retry_budget(const retry_options& options) noexcept
        : options_{options},
          saved_{options.reserve} {}

    void on_request() noexcept { saved_ = std::min(saved_ + options_.budget, options_.reserve); }

    /// True, and it is paid for, if there may be another attempt.
    [[nodiscard]] bool take() noexcept {
        if (saved_ < 1) return false;
        saved_ -= 1;
        return true;
    }

private:
    retry_options options_;
    double saved_;  // retries
};

}  // namespace microfast::proxy
