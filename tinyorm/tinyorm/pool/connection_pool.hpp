/// @file
/// A bounded set of connections that callers take turns with.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/pool/lease.hpp>
#include <tinyorm/pool/pool_options.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <source_location>
#include <string>

namespace tinyorm::pool {

class pool_state;
struct waiter;

/// A bounded pool: waiters first come first served, the connection used last handed out first.
///
/// A returned connection goes straight to the oldest waiter. It returns rolled back, and after an
/// error only once a round trip has proven that its session lives. One thread of the pool opens
/// connections, one at a time and with growing pauses while the database refuses, so an outage is
/// not answered with a storm. Thread safety: safe. Errors: `pool_exhausted` when the queue is full
/// or the deadline passes, naming the pool's state and its longest holder; the error of the failed
/// attempt when no connection can be opened at all. Lifetime: leases may outlive the pool; their
/// connections are closed when they return.
class connection_pool {
public:
    using clock = std::chrono::steady_clock;
    /// Gets a lease, or the reason why there is none. Called once, by any thread; must not throw or
    /// block.
    using receiver = std::function<void(lease, std::exception_ptr)>;

    /// Opens nothing yet unless `min_size` asks for it. Throws `invalid_configuration` for a URL
    /// without driver.
    explicit connection_pool(std::string url, pool_options options = {});
    connection_pool(const connection_pool&) = delete;
    connection_pool& operator=(const connection_pool&) = delete;
    ~connection_pool();

    /// Blocks until a connection is free, at most for the options' `acquire_timeout`.
    [[nodiscard]] lease acquire(std::source_location holder = std::source_location::current());

    /// A place in the queue of a caller that does not block.
    using ticket = std::weak_ptr<waiter>;

    /// Calls `receive` as soon as a connection is free: before this returns if one is idle.
    /// Nobody watches this caller's deadline but the caller: see `withdraw`.
    ticket acquire_then(
        receiver receive, std::source_location holder = std::source_location::current()
    );

    /// Takes a caller out of the queue and tells its receiver `reason`. False if it was served
    /// already.
    bool withdraw(const ticket& place, std::exception_ptr reason);

    /// The error that a caller whose deadline has passed deserves: it names the pool's state.
    [[nodiscard]] std::exception_ptr timeout_error() const;

    /// Closes idle connections now and leased ones when they return: after a failover, say.
    void evict();

    [[nodiscard]] pool_metrics metrics() const;
    [[nodiscard]] dialect_kind dialect() const noexcept;
    [[nodiscard]] const pool_options& options() const noexcept;

private:
    std::shared_ptr<pool_state> state_;
};

}  // namespace tinyorm::pool
