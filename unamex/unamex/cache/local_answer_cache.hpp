/// @file
/// The cache of answers inside one process, where no Redis is configured.
#pragma once

#include <unamex/cache/striped_names.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/clock.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::cache {

struct local_cache_options {
    std::size_t capacity = 65'536;  ///< names
    std::chrono::milliseconds lifetime = std::chrono::hours{1};
};

/// Remembers names that are taken, and nothing else: another process may claim a name at any moment
/// without this one being told, so "available" could be wrong as soon as it is kept. The filter,
/// which follows the log of claims, answers for available names.
///
/// No call ever waits.
/// Thread safety: safe. Errors: none. Lifetime: the clock outlives it.
class local_answer_cache final : public ports::answer_cache {
public:
    explicit local_answer_cache(const ports::clock& clock, const local_cache_options& options = {});

    microfast::task<std::vector<std::optional<ports::cached_state>>> find(
        std::vector<std::string> norms
    ) override;
    [[nodiscard]] std::optional<ports::cached_state> find_at_once(std::string_view norm) override;
    microfast::task<> remember_taken(std::vector<std::string> norms) override;
    microfast::task<> remember_available(
        std::vector<std::string> norms, ports::monotonic_time asked_at
    ) override;
    microfast::task<std::string> announce_claim(std::string norm) override;

private:
    const ports::clock* clock_;
    striped_names taken_;
};

}  // namespace unamex::cache
