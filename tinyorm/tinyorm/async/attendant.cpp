#include <tinyorm/async/attendant.hpp>

#include <utility>

namespace tinyorm::async {

attendant::attendant(pool::connection_pool& pool) : pool_(pool), thread_([this] { attend(); }) {}

attendant::~attendant() {
    {
        const std::scoped_lock lock{mutex_};
        is_stopping_ = true;
    }
    wakes_.notify_one();
    thread_.join();
}

void attendant::watch(pool::connection_pool::ticket place) {
    const auto deadline = clock::now() + pool_.options().acquire_timeout;
    const std::scoped_lock lock{mutex_};
    forget_served();
    watched_.push_back({deadline, std::move(place)});
    if (watched_.size() == 1) wakes_.notify_one();
}

void attendant::cancel(std::shared_ptr<job> unwanted) {
    {
        const std::scoped_lock lock{mutex_};
        unwanted_.push_back(std::move(unwanted));
    }
    wakes_.notify_one();
}

// Waiters are served in order, so those who no longer wait stand at the front.
void attendant::forget_served() {
    while (!watched_.empty() && watched_.front().place.expired())
        watched_.pop_front();
}

void attendant::attend() {
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
        forget_served();
        if (!unwanted_.empty()) {
            withdraw_unwanted(lock);
        } else if (watched_.empty()) {
            wakes_.wait(lock);
        } else if (const auto next = watched_.front().deadline; clock::now() < next) {
            wakes_.wait_until(lock, next);
        } else {
            expire_first(lock);
        }
    }
}

void attendant::withdraw_unwanted(std::unique_lock<std::mutex>& lock) {
    auto unwanted = std::exchange(unwanted_, {});
    lock.unlock();
    for (auto& one : unwanted) {
        if (!pool_.withdraw(one->place(), cancelled_error())) canceller_.cancel(std::move(one));
    }
    lock.lock();
}

void attendant::expire_first(std::unique_lock<std::mutex>& lock) {
    const auto place = watched_.front().place;
    watched_.pop_front();
    lock.unlock();
    pool_.expire(place);
    lock.lock();
}

}  // namespace tinyorm::async
