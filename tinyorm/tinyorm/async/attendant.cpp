#include <tinyorm/async/attendant.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm::async {
namespace {

constexpr std::chrono::milliseconds pause_between_cancellations{50};

}  // namespace

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
        cancels_at_ = clock::now();
    }
    wakes_.notify_one();
}

// Waiters are served in order, so those who no longer wait stand at the front.
void attendant::forget_served() {
    while (!watched_.empty() && watched_.front().place.expired())
        watched_.pop_front();
}

attendant::clock::time_point attendant::next_duty() const {
    auto next = clock::time_point::max();
    if (!unwanted_.empty()) next = cancels_at_;
    if (!watched_.empty()) next = std::min(next, watched_.front().deadline);
    return next;
}

void attendant::attend() {
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
        forget_served();
        const auto next = next_duty();
        if (next == clock::time_point::max()) {
            wakes_.wait(lock);
        } else if (clock::now() < next) {
            wakes_.wait_until(lock, next);
        } else if (!unwanted_.empty() && cancels_at_ == next) {
            cancel_unwanted(lock);
        } else {
            expire_first(lock);
        }
    }
}

void attendant::cancel_unwanted(std::unique_lock<std::mutex>& lock) {
    auto unwanted = std::exchange(unwanted_, {});
    cancels_at_ = clock::now() + pause_between_cancellations;
    lock.unlock();
    std::erase_if(unwanted, [this](const auto& one) {
        return pool_.withdraw(one->place(), cancelled_error()) || !one->cancel();
    });
    lock.lock();
    unwanted_.insert(unwanted_.end(), unwanted.begin(), unwanted.end());
}

void attendant::expire_first(std::unique_lock<std::mutex>& lock) {
    const auto place = watched_.front().place;
    watched_.pop_front();
    lock.unlock();
    pool_.expire(place);
    lock.lock();
}

}  // namespace tinyorm::async
