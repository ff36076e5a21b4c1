#include <tinyorm/async/dispatcher.hpp>

#include <utility>

namespace tinyorm::async {

dispatcher::dispatcher(std::string url, pool::pool_options options)
    : pool_(std::move(url), std::move(options)),
      attendant_(pool_) {
    threads_.reserve(pool_.options().max_size);
    for (std::size_t i = 0; i < pool_.options().max_size; ++i)
        threads_.emplace_back([this] { work(); });
}

dispatcher::~dispatcher() {
    pool_.close();
    {
        const std::scoped_lock lock{mutex_};
        is_stopping_ = true;
    }
    wakes_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    refuse_ready();
}

void dispatcher::submit(std::shared_ptr<job> submitted) {
    auto receive = [this, submitted](pool::lease granted, const std::exception_ptr& refusal) {
        if (refusal) {
            submitted->complete(refusal);
        } else {
            enqueue(submitted, std::move(granted));
        }
    };
    auto place = pool_.acquire_then(std::move(receive), submitted->holder());
    if (place.expired()) return;
    submitted->wait_at(place);
    attendant_.watch(std::move(place));
}

void dispatcher::enqueue(std::shared_ptr<job> work, pool::lease connection) {
    {
        const std::scoped_lock lock{mutex_};
        ready_.push_back({std::move(work), std::move(connection)});
    }
    wakes_.notify_one();
}

void dispatcher::work() {
    std::unique_lock lock{mutex_};
    while (true) {
        wakes_.wait(lock, [this] { return is_stopping_ || !ready_.empty(); });
        if (is_stopping_) return;
        auto next = std::move(ready_.front());
        ready_.pop_front();
        lock.unlock();
        execute(std::move(next));
        lock.lock();
    }
}

void dispatcher::execute(ready_job ready) {
    auto& [work, connection] = ready;
    if (!connection.prove()) {
        connection.discard();
        return submit(std::move(work));
    }
    std::exception_ptr failure = cancelled_error();
    if (work->start(*connection)) {
        try {
            work->run(*connection);
            failure = nullptr;
        } catch (...) {
            failure = std::current_exception();
        }
        work->finish();
    }
    connection.release();
    work->complete(std::move(failure));
}

void dispatcher::refuse_ready() {
    for (auto& [work, connection] : ready_) {
        connection.release();
        work->complete(cancelled_error());
    }
}

}  // namespace tinyorm::async
