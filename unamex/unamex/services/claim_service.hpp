/// @file
/// This name is mine now.
#pragma once

#include <microfast/core/task.hpp>
#include <unamex/domain/normaliser.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/services/known_names.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace unamex::services {

struct claim_request {
    std::string username;
    std::string owner;
    std::optional<std::string> idempotency_key{};  ///< each owner has keys of its own
};

enum class claim_status : std::uint8_t {
    created,
    taken,
    refused,     ///< nobody can have it: `reason` says why
    key_reused,  ///< the idempotency key came with another username before
};

struct claim_answer {
    claim_status status = claim_status::refused;
    bool is_replay = false;                   ///< the same request was answered so before
    domain::username_record record{};         ///< of whoever has the name; when created or taken
    std::optional<domain::refusal> reason{};  ///< when refused
    std::string detail{};                     ///< a sentence for people, when refused
};

/// Claims names, so that no process says "available" once the claim is acknowledged: the name
/// enters the filter and is announced to the cache before the store is asked.
///
/// Without the cache nothing is claimed. When the cache goes away between commit and
/// acknowledgement, the answer waits until every older "available" in the cache has ended: five
/// seconds.
///
/// Thread safety: as the cache it was given, which may belong to one event loop; instances of
/// several loops share the other parts.
/// Errors: `ports::cache_unavailable` (nothing was claimed) and `ports::store_unavailable`
/// (unknown: the same request with its idempotency key tells).
/// Lifetime: everything given to the constructor outlives it.
class claim_service {
public:
    /// How long "available" may live in the cache.
    static constexpr std::chrono::milliseconds longest_available{5000};

    /// `availables_end` is `longest_available`, but for tests.
    claim_service(
        const domain::normaliser& rules,
        known_names& known,
        ports::answer_cache& cache,
        ports::username_store& store,
        std::chrono::milliseconds availables_end = longest_available
    );

    microfast::task<claim_answer> claim(claim_request request);

private:
    microfast::task<> share(std::string norm) const;
    microfast::task<bool> remember(std::string norm) const;  // false: the cache is away

    const domain::normaliser& rules_;
    known_names& known_;
    ports::answer_cache& cache_;
    ports::username_store& store_;
    std::chrono::milliseconds availables_end_;
};

}  // namespace unamex::services
