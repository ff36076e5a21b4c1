/// @file
/// As many threads as connections, and what is run on them.
#pragma once

#include <tinyorm/async/attendant.hpp>
#include <tinyorm/async/job.hpp>
#include <tinyorm/async/ready_queue.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <memory>
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
    void work();
    void execute(ready_job ready);

    pool::connection_pool pool_;
    attendant attendant_;
    std::shared_ptr<ready_queue> ready_ = std::make_shared<ready_queue>();
    std::vector<std::thread> threads_;
};

}  // namespace tinyorm::async
