#include <tinyorm/async/ready_queue.hpp>

#include <utility>

namespace tinyorm::async {
namespace {

void refuse(ready_job& refused) {
    refused.connection.release();
    refused.work->complete(cancelled_error());
}

}  // namespace

void ready_queue::push(ready_job ready) {
    {
        const std::scoped_lock lock{mutex_};
        if (!is_closed_) {
            waiting_.push_back(std::move(ready));
            wakes_.notify_one();
            return;
        }
    }
    refuse(ready);
}

std::optional<ready_job> ready_queue::take() {
    std::unique_lock lock{mutex_};
    wakes_.wait(lock, [this] { return is_closed_ || !waiting_.empty(); });
    if (is_closed_) return std::nullopt;
    auto first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
}

void ready_queue::close() {
    std::deque<ready_job> refused;
    {
        const std::scoped_lock lock{mutex_};
        is_closed_ = true;
        refused = std::exchange(waiting_, {});
    }
    wakes_.notify_all();
    for (auto& one : refused)
        refuse(one);
}

}  // namespace tinyorm::async
