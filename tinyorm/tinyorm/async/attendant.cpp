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

void attendant::cancel_all(const std::vector<std::shared_ptr<job>>& unwanted) {
    for (const auto& one : unwanted) {
        if (!pool_.withdraw(one->place(), cancelled_error())) one->cancel();
    }
}

void attendant::attend() {
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
        forget_served();
        if (!unwanted_.empty()) {
            const auto unwanted = std::exchange(unwanted_, {});
            lock.unlock();
            cancel_all(unwanted);
            lock.lock();
        } else if (watched_.empty()) {
            wakes_.wait(lock);
        } else if (const auto deadline = watched_.front().deadline; clock::now() < deadline) {
            wakes_.wait_until(lock, deadline);
        } else {
            const auto place = watched_.front().place;
            watched_.pop_front();
            lock.unlock();
            pool_.expire(place);
            lock.lock();
        }
    }
}

}  // namespace tinyorm::async
