/// @file
/// The cache of answers in Redis, shared by all processes of a region.
#pragma once

#include <unamex/cache/asked_names.hpp>
#include <unamex/cache/redis_connection.hpp>
#include <unamex/ports/answer_cache.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::cache {

/// How long Redis keeps what it is told.
struct cache_lifetimes {
    std::chrono::milliseconds taken = std::chrono::hours{1};
    std::chrono::milliseconds claiming = std::chrono::seconds{10};
    std::chrono::milliseconds available = std::chrono::seconds{5};  ///< counted from `find`
};

/// Keeps for each name one of `taken`, `claiming`, `available`, or nothing. `available` is only
/// ever written where nothing is, and ends a fixed time after `find` did not know the name, by the
/// clock of Redis; however late the command is carried out. Why that is enough:
/// `docs/adr/0008-cache-advises-database-decides.md`.
///
/// "available" is told only while all shards agree that this is the cache of their store: see
/// `ports::cache_identity`.
///
/// Thread safety: none, an instance belongs to one event loop.
/// Errors: `ports::cache_unavailable`, at once while Redis is away, else after the deadline.
/// Lifetime: the loop outlives it. Needs Redis 6.2.
class redis_answer_cache final : public ports::answer_cache {
public:
    redis_answer_cache(
        microfast::net::event_loop& loop,
        redis_address address,
        const redis_options& options = {},
        const cache_lifetimes& lifetimes = {}
    );

    microfast::task<std::vector<std::optional<ports::cached_state>>> find(
        std::vector<std::string> norms
    ) override;
    [[nodiscard]] std::optional<ports::cached_state> find_at_once(std::string_view norm) override;
    microfast::task<> remember_taken(std::vector<std::string> norms) override;
    microfast::task<> remember_available(
        std::vector<std::string> norms, ports::monotonic_time asked_at
    ) override;
    microfast::task<std::string> announce_claim(std::string norm) override;

    /// Connects, unless it is connected, and asks whether Redis is there.
    microfast::task<bool> is_there();

private:
    [[nodiscard]] bool is_agreed() const;

    cache_lifetimes lifetimes_;
    std::shared_ptr<ports::cache_identity> identity_;
    asked_names asked_;
    redis_connection redis_;
};

}  // namespace unamex::cache
