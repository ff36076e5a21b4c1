/// @file
/// What was answered lately: a cache of "taken" and "available" that never claims more than the
/// store did.
#pragma once

#include <microfast/core/task.hpp>
#include <unamex/ports/clock.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::ports {

enum class cached_state : std::uint8_t {
    taken,      ///< somebody has the name; stays true for an hour at most
    available,  ///< nobody had the name at most five seconds ago, and nobody has announced a claim
                ///< since
};

/// The cache is away, too slow, or has just come back and must be given a moment. Nothing was
/// answered; a write that ended so may or may not have happened.
class cache_unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Answers that one process or several share, in front of the store. The database decides, this
/// advises.
///
/// A claim does `announce_claim`, then commits, at most 5 s later, then does `remember_taken`, and
/// only when that has returned it is acknowledged; when that fails, only 5 s after the commit. A
/// check does `find_at_once` or `find`; for the names that `find` did not find it asks the store,
/// and then does `remember_taken` and `remember_available` on the same instance. Whoever keeps to
/// this never reads "available" for a name whose claim was acknowledged.
///
/// Thread safety: each implementation says whether an instance belongs to one event loop.
/// Errors: `cache_unavailable`, from every call, at once or after 200 ms.
class answer_cache {
public:
    virtual ~answer_cache() = default;

    /// For each name in order what is known about it; nothing for a name that is being claimed.
    virtual microfast::task<std::vector<std::optional<cached_state>>> find(
        std::vector<std::string> norms
    ) = 0;

    /// What is known about one name without waiting; nothing where `find` has to be asked.
    [[nodiscard]] virtual std::optional<cached_state> find_at_once(std::string_view norm) = 0;

    /// The store said that these names are somebody's.
    virtual microfast::task<> remember_taken(std::vector<std::string> norms) = 0;

    /// The store said that these names are nobody's; it was asked at `asked_at` by the clock of the
    /// machine. Does nothing for a name that is known otherwise, or whose `find` here was too long
    /// ago or had no answer yet at `asked_at`.
    virtual microfast::task<> remember_available(
        std::vector<std::string> norms, monotonic_time asked_at
    ) = 0;

    /// A claim of this name is about to be committed: it is not available for the next ten seconds.
    /// Returns the name of the cache that was told, see `cache_identity`: the claim may be
    /// committed only where all writers have that one.
    virtual microfast::task<std::string> announce_claim(std::string norm) = 0;
};

}  // namespace unamex::ports
