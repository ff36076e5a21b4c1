#include <tinyorm/async/canceller.hpp>

#include <chrono>
#include <utility>

namespace tinyorm::async {
namespace {

constexpr std::chrono::milliseconds pause_between_cancellations{50};

}  // namespace

canceller::canceller() : thread_([this] { work(); }) {}

canceller::~canceller() {
    {
        const std::scoped_lock lock{mutex_};
        is_stopping_ = true;
    }
    wakes_.notify_one();
    thread_.join();
}

void canceller::cancel(std::shared_ptr<job> unwanted) {
    {
        const std::scoped_lock lock{mutex_};
        unwanted_.push_back(std::move(unwanted));
        has_new_ = true;
    }
    wakes_.notify_one();
}

void canceller::work() {
    const auto has_duty = [this] { return is_stopping_ || has_new_; };
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
        auto asked = std::exchange(unwanted_, {});
        has_new_ = false;
        lock.unlock();
        std::erase_if(asked, [](const auto& one) { return !one->cancel(); });
        lock.lock();
        unwanted_.insert(unwanted_.end(), asked.begin(), asked.end());
        asked.clear();
        if (unwanted_.empty()) {
            wakes_.wait(lock, has_duty);
        } else {
            wakes_.wait_for(lock, pause_between_cancellations, has_duty);
        }
    }
}

}  // namespace tinyorm::async
