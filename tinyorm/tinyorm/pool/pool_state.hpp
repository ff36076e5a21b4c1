/// @file
/// What a pool and its leases share.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/pool/connection_pool.hpp>
#include <tinyorm/pool/idle_connections.hpp>
#include <tinyorm/pool/lease_register.hpp>
#include <tinyorm/pool/opener.hpp>
#include <tinyorm/pool/waiting_line.hpp>

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace tinyorm::pool {

/// The pool's connections and its queue, under one mutex that is never held while the database is
/// spoken to or a receiver is called.
class pool_state : public std::enable_shared_from_this<pool_state> {
public:
    pool_state(std::string url, pool_options options);

    /// An idle connection, if there is one.
    [[nodiscard]] lease try_acquire(const std::source_location& holder);

    connection_pool::ticket acquire_then(
        connection_pool::receiver receive, const std::source_location& holder
    );
    bool expire(const connection_pool::ticket& place);
    bool withdraw(const connection_pool::ticket& place, const std::exception_ptr& reason);

    /// What the end of a lease does: makes the connection ready for the next caller, or closes it.
    void give_back(std::unique_ptr<pooled_connection> returned) noexcept;
    void discard(std::unique_ptr<pooled_connection> returned) noexcept;
    [[nodiscard]] bool has_idled(const pooled_connection& held) const noexcept;

    /// The opener's whole life: returns once the pool is closed.
    void open_connections();
    void close();
    void abandon();
    void evict();

    [[nodiscard]] pool_metrics metrics() const;
    [[nodiscard]] const driver::driver& driver() const noexcept { return opener_.driver(); }
    [[nodiscard]] const pool_options& options() const noexcept { return options_; }

private:
    // All of these are called with the mutex held.
    [[nodiscard]] connection_ptr take_idle(
        clock::time_point now, std::vector<connection_ptr>& expired
    );
    void lend(pooled_connection& lent, const std::source_location& holder, clock::time_point now);
    void free_place();
    [[nodiscard]] bool wants_connection() const;
    [[nodiscard]] std::string describe(clock::time_point now) const;

    void hand_out(connection_ptr free);
    void open_one(std::unique_lock<std::mutex>& lock);
    void report_leaks(std::unique_lock<std::mutex>& lock);

    opener opener_;
    const pool_options options_;

    mutable std::mutex mutex_;
    std::condition_variable opener_wakes_;
    idle_connections idle_;  // empty while somebody waits
    lease_register leased_;
    waiting_line waiting_;
    std::size_t open_ = 0;  // idle, leased, or between the two
    bool is_closed_ = false;
    pool_metrics counters_;
};

}  // namespace tinyorm::pool
