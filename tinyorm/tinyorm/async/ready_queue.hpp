/// @file
/// Jobs that have their connection and wait for a thread.
#pragma once

#include <tinyorm/async/job.hpp>
#include <tinyorm/pool/lease.hpp>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace tinyorm::async {

struct ready_job {
    std::shared_ptr<job> work;
    pool::lease connection;
};

/// A queue between those who grant connections and the threads that use them.
///
/// Thread safety: safe.
/// Lifetime: shared with the receivers that wait in the pool. One of them may be called, by the
/// thread that opened or returned a connection, when the dispatcher is gone already.
class ready_queue {
public:
    /// Refuses the job if the queue is closed.
    void push(ready_job ready);

    /// Blocks until there is a job; empty once the queue is closed.
    [[nodiscard]] std::optional<ready_job> take();

    /// Refuses what is in the queue and whatever comes from now on.
    void close();

private:
    std::mutex mutex_;
    std::condition_variable wakes_;
    std::deque<ready_job> waiting_;  // never more than there are connections
    bool is_closed_ = false;
};

}  // namespace tinyorm::async
