/// @file
/// One connection to Redis on one event loop: commands in, replies out, or an error in time.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>
#include <unamex/cache/redis_address.hpp>
#include <unamex/cache/redis_health.hpp>
#include <unamex/cache/redis_reply.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unamex::cache {

struct redis_options {
    std::chrono::milliseconds deadline{200};        ///< for all replies of one `run`
    std::chrono::milliseconds shortest_pause{100};  ///< after a failure, see `back_off`
    std::chrono::milliseconds longest_pause{5'000};
    std::chrono::milliseconds watch{1'000};  ///< how often it is asked whether it is still the same
    std::shared_ptr<redis_health> health{};  ///< told of failures and recoveries, if there is one
    std::shared_ptr<ports::cache_identity> identity{};  ///< told which Redis it is, if there is one
};

/// What came back of one `run`.
struct redis_answer {
    std::vector<redis_reply> replies{};  ///< in the order of the commands
    std::string redis{};                 ///< the name of the Redis that gave them all
};

/// Connects when it is first used, and again when it is used after a pause that follows each
/// failure, and that begins short again once a connection has held for twice the longest. During
/// the pause every call fails at once; after it one call is let through, and until that has been
/// answered the others fail at once. Before any call it logs in, selects its database and asks what
/// `redis_greeting.hpp` says, and again every second, used or not: a Redis that refuses, that
/// evicts, or that is no longer the same has failed. So has one that is not the Redis which another
/// connection of the process found last.
///
/// Calls that are made while others wait are sent without waiting for their replies (pipelining).
/// One that is not answered by its deadline ends the connection, and with it everything that waits:
/// what Redis did is then unknown.
///
/// Thread safety: none, it belongs to one event loop.
/// Errors: `ports::cache_unavailable`, also for a reply that is an error.
/// Lifetime: the loop outlives it. It may be destroyed while calls wait: they never go on.
/// Cancellation: a call that is destroyed while it waits leaves its commands on their way.
class redis_connection {
public:
    /// A host name is looked up here, which blocks, and again after each failure, which does not.
    redis_connection(
        microfast::net::event_loop& loop, redis_address address, const redis_options& options = {}
    );
    redis_connection(const redis_connection&) = delete;
    redis_connection& operator=(const redis_connection&) = delete;
    ~redis_connection();

    /// Sends the commands in order; gives as many replies, all from one Redis.
    microfast::task<redis_answer> run(std::vector<redis_command> commands);

    /// A number for the connection, another one as soon as it has ended.
    [[nodiscard]] std::uint64_t generation() const noexcept;

private:
    class implementation;
    std::shared_ptr<implementation>
        implementation_;  // handlers on their way watch whether it is there
};

}  // namespace unamex::cache
