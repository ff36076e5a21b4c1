#include <microfast/application/lifespan_runner.hpp>

#include <spdlog/spdlog.h>

#include <future>
#include <utility>

namespace microfast {

namespace {

/// Tells another thread how a task ended.
task<void> tell(task<void> work, std::promise<void>& ended) {
    try {
        co_await std::move(work);
        ended.set_value();
    } catch (...) {
        ended.set_exception(std::current_exception());
    }
}

}  // namespace

lifespan_runner::~lifespan_runner() {
    close(binding::outcome::failed, std::chrono::milliseconds{0});
}

void lifespan_runner::open(std::vector<lifespan_function> functions) {
    if (functions.empty()) return;
    functions_ = std::move(functions);
    loop_.emplace();
    thread_ = std::thread([this] { loop_->run(); });
    std::promise<void> ended;
    loop_->spawn(tell(open_all(), ended));
    try {
        ended.get_future().get();
    } catch (...) {
        loop_->stop();
        thread_.join();
        loop_.reset();
        throw;
    }
}

void lifespan_runner::close(binding::outcome how, std::chrono::milliseconds deadline) {
    if (!loop_) return;
    std::promise<void> ended;
    const auto end = ended.get_future();
    loop_->spawn(tell(close_all(how), ended));
    if (end.wait_for(deadline) != std::future_status::ready) {
        spdlog::error("a lifespan was not closed within {} ms", deadline.count());
    }
    loop_->stop();
    thread_.join();
    opened_.clear();
    loop_.reset();
}

task<void> lifespan_runner::open_all() {
    std::exception_ptr failure;
    for (const auto& function : functions_) {
        auto opening = function();
        try {
            (void)co_await opening.open();
        } catch (...) {
            failure = std::current_exception();
            break;
        }
        opened_.push_back(std::move(opening));
    }
    if (!failure) co_return;
    co_await close_all(binding::outcome::failed);
    std::rethrow_exception(failure);
}

task<void> lifespan_runner::close_all(binding::outcome how) {
    while (!opened_.empty()) {
        auto closing = std::move(opened_.back());
        opened_.pop_back();
        try {
            co_await closing.close(how);
        } catch (const std::exception& failure) {
            spdlog::error("a lifespan could not be closed: {}", failure.what());
            how = binding::outcome::failed;
        }
    }
}

}  // namespace microfast
