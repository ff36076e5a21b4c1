/// @file
/// As many threads as connections, and what is run on them.
#pragma once

#include <tinyorm/async/attendant.hpp>
#include <tinyorm/async/job.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tinyorm::async {

/// Runs jobs on the connections of a pool. A job waits for its connection first, in the pool's
/// bounded queue, and then for a thread; since there are as many of these, it never waits for both.
///
/// Thread safety: safe.
/// Lifetime: its destructor refuses what waits, finishes what runs, and joins its threads.
class dispatcher {
public:
    dispatcher(std::string url, pool::pool_options options);
    dispatcher(const dispatcher&) = delete;
    dispatcher& operator=(const dispatcher&) = delete;
    ~dispatcher();

    /// Neither blocks nor throws: refusals complete the job too.
    void submit(std::shared_ptr<job> submitted);

    /// The job completes with an error of kind `cancelled`, unless it is done by then.
    void cancel(std::shared_ptr<job> unwanted) { attendant_.cancel(std::move(unwanted)); }

    [[nodiscard]] pool::connection_pool& pool() noexcept { return pool_; }

private:
    struct ready_job {
        std::shared_ptr<job> work;
        pool::lease connection;
    };

    void enqueue(std::shared_ptr<job> work, pool::lease connection);
    void work();
    void execute(ready_job ready);
    void refuse_ready();

    pool::connection_pool pool_;
    attendant attendant_;
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<ready_job> ready_;  // never more than there are connections
    bool is_stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace tinyorm::async
