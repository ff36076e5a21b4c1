#include <microfast/http/request_context.hpp>
#include <microfast/server/background_work.hpp>

#include <utility>

namespace microfast::server {

task<void> background_work::take_from(http::request& request, const routing::route* route) {
    auto* const context = request.find_context();
    if (context == nullptr || context->background().empty()) return {};
    routes_.insert(route);
    return context->background().take();
}

void background_work::begin_all(std::vector<task<void>>& work) {
    for (auto& each : std::exchange(work, {})) {
        size_.fetch_add(1, std::memory_order_relaxed);
        if (running_ < limits_.background_tasks) {
            begin(std::move(each));
        } else {
            queue_.push_back(std::move(each));
        }
    }
}

void background_work::begin(task<void> work) {
    ++running_;
    loop_.post([this, begun = std::move(work)]() mutable { loop_.spawn(run(std::move(begun))); });
}

task<void> background_work::run(task<void> work) {
    co_await std::move(work);  // throws nothing: `background_tasks::take` made it
    size_.fetch_sub(1, std::memory_order_relaxed);
    --running_;
    if (!queue_.empty()) {
        auto next = std::move(queue_.front());
        queue_.pop_front();
        begin(std::move(next));
    }
    if (running_ == 0 && when_done) when_done();
}

}  // namespace microfast::server
