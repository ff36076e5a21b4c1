/// @file
/// Who ends the waiting that lasts too long, and the work that is no longer wanted.
#pragma once

#include <tinyorm/async/canceller.hpp>
#include <tinyorm/async/job.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tinyorm::async {

/// A thread that expires waiters of a pool at their deadline and withdraws jobs that still wait;
/// what runs it leaves to a second thread, since cancelling speaks to the server. Neither blocks
/// the threads that ask for it.
///
/// Thread safety: safe. Lifetime: the pool must outlive it.
class attendant {
public:
    explicit attendant(pool::connection_pool& pool);
    attendant(const attendant&) = delete;
    attendant& operator=(const attendant&) = delete;
    ~attendant();

    /// Expires this waiter once it has waited for the pool's `acquire_timeout`.
    void watch(pool::connection_pool::ticket place);

    /// Withdraws or cancels this job, again and again until it has ended.
    void cancel(std::shared_ptr<job> unwanted);

private:
    using clock = std::chrono::steady_clock;
    struct watched {
        clock::time_point deadline;
        pool::connection_pool::ticket place;
    };

    void attend();
    void withdraw_unwanted(std::unique_lock<std::mutex>& lock);
    void expire_first(std::unique_lock<std::mutex>& lock);
    void forget_served();

    pool::connection_pool& pool_;
    canceller canceller_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<watched> watched_;  // in order of deadline: all wait equally long
    std::vector<std::shared_ptr<job>> unwanted_;
    bool is_stopping_ = false;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace tinyorm::async
