/// @file
/// One closure on its way to a connection, through it, and back.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/pool/connection_pool.hpp>

#include <exception>
#include <mutex>
#include <source_location>

namespace tinyorm::async {

/// A closure that waits for a connection, runs on it, and completes.
///
/// Thread safety: `cancel` may be called by any thread at any time; the rest by the dispatcher.
/// Cancellation: reaches the connection only between `start` and `finish`, never its next user. It
/// may have had several connections before, one after the other, that turned out to be dead.
class job {
public:
    explicit job(std::source_location holder) : holder_(holder) {}
    job(const job&) = delete;
    job& operator=(const job&) = delete;
    virtual ~job() = default;

    /// Runs the closure and keeps its result. May throw.
    virtual void run(driver::connection& connection) = 0;

    /// Sends the result, or the failure, to who waits for it. Called once; neither blocks nor calls
    /// back.
    virtual void complete(std::exception_ptr failure) noexcept = 0;

    /// From now on `cancel` reaches this connection. False if the job was cancelled before.
    [[nodiscard]] bool start(driver::connection& connection);
    void finish();

    [[nodiscard]] bool is_cancelled() const;

    /// True if it runs just now: a statement that was being sent may have missed it, so ask again.
    bool cancel();

    /// Where it was submitted.
    [[nodiscard]] const std::source_location& holder() const noexcept { return holder_; }

    /// Its place in the pool's queue.
    void wait_at(pool::connection_pool::ticket place);
    [[nodiscard]] pool::connection_pool::ticket place() const;

private:
    const std::source_location holder_;
    mutable std::mutex place_mutex_;  // not the other: that is held while the server is asked
    pool::connection_pool::ticket place_;
    mutable std::mutex mutex_;
    driver::connection* runs_on_ = nullptr;
    bool is_cancelled_ = false;
};

/// What a cancelled job completes with.
[[nodiscard]] std::exception_ptr cancelled_error();

}  // namespace tinyorm::async
