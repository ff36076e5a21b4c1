#include <tinyorm/async/dispatcher.hpp>

#include <exception>
#include <utility>

namespace tinyorm::async {
namespace {

std::exception_ptr outcome_of(job& work, driver::connection& connection) noexcept {
    try {
        work.run(connection);
        return nullptr;
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace

dispatcher::dispatcher(std::string url, pool::pool_options options)
    : pool_(std::move(url), std::move(options)),
      attendant_(pool_) {
    threads_.reserve(pool_.options().max_size);
    for (std::size_t i = 0; i < pool_.options().max_size; ++i)
        threads_.emplace_back([this] { work(); });
}

dispatcher::~dispatcher() {
    pool_.close();
    ready_->close();
    for (auto& thread : threads_)
        thread.join();
}

void dispatcher::submit(std::shared_ptr<job> submitted) {
    auto receive = [ready = ready_,
                    submitted](pool::lease granted, const std::exception_ptr& refusal) {
        if (refusal) {
            submitted->complete(refusal);
        } else {
            ready->push({submitted, std::move(granted)});
        }
    };
    auto place = pool_.acquire_then(std::move(receive), submitted->holder());
    if (place.expired()) return;
    submitted->wait_at(place);
    attendant_.watch(std::move(place));
}

void dispatcher::work() {
    while (auto next = ready_->take())
        execute(*std::move(next));
}

void dispatcher::execute(ready_job ready) {
    auto& [work, connection] = ready;
    std::exception_ptr failure = cancelled_error();
    if (work->start(*connection)) {
        // From here a cancellation ends the proof too: the server may stand still.
        const bool is_alive = connection.prove();
        const bool is_wanted = !work->is_cancelled();
        if (is_alive && is_wanted) failure = outcome_of(*work, *connection);
        work->finish();
        if (!is_alive) connection.discard();
        if (!is_alive && is_wanted) return submit(std::move(work));
    }
    connection.release();
    work->complete(std::move(failure));
}

}  // namespace tinyorm::async
