/// @file
/// A bounded set of connections that callers take turns with.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>
#include <tinyorm/pool/lease.hpp>
#include <tinyorm/pool/pool_options.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <source_location>
#include <string>
#include <thread>

namespace tinyorm::pool {

struct waiter;

/// A bounded pool: waiters first come first served, the connection used last handed out first.
///
/// A returned connection goes straight to the oldest waiter. It returns rolled back, and after an
/// error only once a round trip has proven that its session lives. One thread of the pool opens
/// connections, one at a time and with growing pauses while the database refuses: an outage is not
/// answered with a storm.
/// Thread safety: safe.
/// Errors: `pool_exhausted` when the queue is full or the deadline passes, naming the pool's state
/// and its longest holder; the error of the failed attempt when there is no connection and none
/// can be opened.
/// Lifetime: leases may outlive the pool; their connections are closed when they return.
class connection_pool {
public:
    /// Gets a lease, or the reason why there is none. Called once, by any thread; must not throw or
    /// block.
    using receiver = std::function<void(lease, std::exception_ptr)>;

    /// A place in the queue.
    using ticket = std::weak_ptr<waiter>;

    /// Throws `invalid_configuration` for a URL that no driver opens. Nothing is opened before it
    /// is needed, unless `min_size` asks for it.
    explicit connection_pool(std::string url, pool_options options = {});
    connection_pool(const connection_pool&) = delete;
    connection_pool& operator=(const connection_pool&) = delete;
    ~connection_pool();

    /// Blocks until a connection is free, at most for the options' `acquire_timeout`.
    [[nodiscard]] lease acquire(std::source_location holder = std::source_location::current());

    /// Calls `receive` as soon as a connection is free: before this returns if one is idle. The
    /// receiver proves the lease before its first use; the caller watches the deadline, see
    /// `expire`.
    ticket acquire_then(
        receiver receive, std::source_location holder = std::source_location::current()
    );

    /// Takes a caller out of the queue and tells its receiver that it waited too long. False if it
    /// was served.
    bool expire(const ticket& place);

    /// Takes a caller out of the queue and tells its receiver `reason`. False if it was served.
    bool withdraw(const ticket& place, const std::exception_ptr& reason);

    /// Closes idle connections now and leased ones when they return: after a failover, say.
    void evict();

    /// Refuses whoever waits and whoever comes from now on. Leases stay valid until they end.
    void close();

    /// Closes, and ends the sessions of leased connections now: whoever waits for a database that
    /// stands still gets `connection_lost`, or `in_doubt` during a COMMIT.
    void abandon();

    [[nodiscard]] pool_metrics metrics() const;
    [[nodiscard]] dialect_kind dialect() const noexcept;
    /// As `driver::driver` tells it.
    [[nodiscard]] int driver_version() const noexcept;

    /// As given, but the sizes as the driver allows them.
    [[nodiscard]] const pool_options& options() const noexcept;

private:
    std::shared_ptr<pool_state> state_;
    std::thread opener_;  // opens connections and looks for leaks until the state is closed
};

}  // namespace tinyorm::pool
