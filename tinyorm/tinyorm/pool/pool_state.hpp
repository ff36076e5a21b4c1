/// @file
/// What a pool and its leases share.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/pool/connection_pool.hpp>
#include <tinyorm/pool/lease_register.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace tinyorm::pool {

struct waiter {
    connection_pool::receiver receive;
    std::source_location holder;
    clock::time_point since;
    std::list<std::shared_ptr<waiter>>::iterator place{};
    bool is_queued = false;
};

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
    void evict();

    [[nodiscard]] pool_metrics metrics() const;
    [[nodiscard]] dialect_kind dialect() const noexcept { return driver_.dialect; }
    [[nodiscard]] const pool_options& options() const noexcept { return options_; }

private:
    using connection_ptr = std::unique_ptr<pooled_connection>;
    using waiter_ptr = std::shared_ptr<waiter>;

    // All of these are called with the mutex held.
    [[nodiscard]] connection_ptr take_idle(
        clock::time_point now, std::vector<connection_ptr>& expired
    );
    [[nodiscard]] waiter_ptr take_first_waiter();
    [[nodiscard]] std::vector<waiter_ptr> take_all_waiters();
    void unqueue(waiter& queued);
    void lend(pooled_connection& lent, const std::source_location& holder, clock::time_point now);
    void free_place();
    [[nodiscard]] bool is_fit(const pooled_connection& returned, clock::time_point now) const;
    [[nodiscard]] bool wants_connection() const;
    [[nodiscard]] std::string describe(clock::time_point now) const;

    [[nodiscard]] connection_ptr open();
    void hand_out(connection_ptr free);
    void open_one(std::unique_lock<std::mutex>& lock);
    void report_leaks(std::unique_lock<std::mutex>& lock);
    void pause_after_failure(std::unique_lock<std::mutex>& lock);

    const std::string url_;
    const driver::driver driver_;
    const bool
        is_private_;  // the database lives only as long as its connection: that is never closed
    const pool_options options_;

    mutable std::mutex mutex_;
    std::condition_variable opener_wakes_;
    std::vector<connection_ptr> idle_;  // the last used at the back; empty while somebody waits
    lease_register leased_;
    std::list<waiter_ptr> waiting_;  // the oldest at the front
    std::size_t open_ = 0;           // idle, leased, or between the two
    std::uint64_t generation_ = 0;   // connections of an earlier one are closed
    unsigned failures_ = 0;          // attempts to open that failed, one after the other
    std::string last_failure_;       // of them
    bool is_closed_ = false;
    pool_metrics counters_;
    std::minstd_rand random_{std::random_device{}()};
};

}  // namespace tinyorm::pool
