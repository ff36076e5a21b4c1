/// @file
/// Which names does this process ask the store for, and since when by the clock of Redis?
#pragma once

#include <unamex/ports/clock.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace unamex::cache {

/// The moment by the clock of Redis, from its epoch.
using redis_time = std::chrono::milliseconds;

/// Says of a name until when "available" may be told, once the store has said so: the store was
/// asked after the cache was, so its answer holds for `validity` from then. An answer that took
/// longer, or for which the cache was asked over a connection that has ended, may not be told at
/// all. Nor may one the store was asked for before the cache had answered: what came between is not
/// in it.
///
/// Complexity: O(1) a call. Thread safety: none. Errors: none.
class asked_names {
public:
    explicit asked_names(std::chrono::milliseconds validity, std::size_t capacity = 65'536);

    /// The cache did not know the name at `at`; `noted_at` is now by the clock of the machine.
    /// Forgets what was asked on another connection, and what has ended.
    void note(
        std::uint64_t connection,
        const std::string& name,
        redis_time at,
        ports::monotonic_time noted_at
    );

    /// The end of validity for this name, for which the store was asked at `asked_at`; afterwards
    /// it is not asked for. If the cache was asked several times, the first time counts. Nothing
    /// where that was noted later than `asked_at`: the note stays, for the check that made it.
    [[nodiscard]] std::optional<redis_time> take_end(
        std::uint64_t connection, const std::string& name, ports::monotonic_time asked_at
    );

    [[nodiscard]] std::size_t size() const noexcept { return since_.size(); }

private:
    struct question {
        redis_time at;
        ports::monotonic_time noted_at;
    };

    void turn_to(std::uint64_t connection);
    void forget_ended(redis_time now);

    std::chrono::milliseconds validity_;
    std::size_t capacity_;
    std::uint64_t connection_ = 0;
    std::unordered_map<std::string, question> since_;
    std::deque<std::pair<redis_time, std::string>>
        oldest_;  // everything in since_, and some that was taken
};

}  // namespace unamex::cache
