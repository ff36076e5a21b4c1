/// @file
/// Who asks the server to stop what is no longer wanted.
#pragma once

#include <tinyorm/async/job.hpp>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace tinyorm::async {

/// A thread that cancels jobs, again and again until they have ended. Nothing else waits for it:
/// a server that does not answer may keep it for minutes.
///
/// Thread safety: safe. Lifetime: its destructor waits for the cancellation that is under way.
class canceller {
public:
    canceller();
    canceller(const canceller&) = delete;
    canceller& operator=(const canceller&) = delete;
    ~canceller();

    void cancel(std::shared_ptr<job> unwanted);

private:
    void work();

    std::mutex mutex_;
    std::condition_variable wakes_;
    std::vector<std::shared_ptr<job>> unwanted_;
    bool has_new_ = false;  // among those; the others are asked after a pause
    bool is_stopping_ = false;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace tinyorm::async
