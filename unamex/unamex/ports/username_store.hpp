/// @file
/// The authoritative store of names: is it taken, and make it mine.
#pragma once

#include <microfast/core/task.hpp>
#include <unamex/domain/username_record.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unamex::ports {

/// What a client asks for when it claims a name.
struct claim_command {
    std::string username{};  ///< as typed
    std::string norm{};      ///< its key
    std::string owner{};
    std::string claim_id{};  ///< new for each request; a broken COMMIT is found again by it
    std::optional<std::string> idempotency_key{};
    std::uint64_t request_hash = 0;  ///< of everything the key stands for; compared on a repeat
    std::string cache{cache_identity::own_cache};  ///< that the claim was announced to
};

enum class claim_outcome : std::uint8_t {
    created,           ///< the name is the claimant's; it is durable
    taken,             ///< somebody had it before
    replayed_created,  ///< a repeat of a request that was answered `created`
    replayed_taken,    ///< a repeat of a request that was answered `taken`
    key_reused,        ///< the idempotency key belongs to another request; nothing was done
};

/// `record` is who has the name now; empty when the key was reused.
struct claim_result {
    claim_outcome outcome = claim_outcome::taken;
    domain::username_record record{};
};

/// Every name of the service, spread over shards. What it says is true.
///
/// Thread safety: safe; a call resumes on the event loop that made it.
/// Errors: `store_unavailable` when a shard that the call needs does not answer in time. A claim
/// that ends so may still have happened: the same request again, with its idempotency key, tells.
class username_store {
public:
    virtual ~username_store() = default;

    /// For each name in order: is it anybody's (claimed, held, or kept from everyone after its
    /// release)?
    virtual microfast::task<std::vector<bool>> taken(std::vector<std::string> norms) = 0;

    /// Gives the name to the owner, unless somebody has it: one transaction on the shard of the
    /// name. `store_unavailable` where the shard's writers have another cache than the command's.
    virtual microfast::task<claim_result> claim(claim_command command) = 0;
};

}  // namespace unamex::ports
