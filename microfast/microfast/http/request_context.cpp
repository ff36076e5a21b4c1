#include <microfast/http/request_context.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

namespace microfast::http {

task<void> background_tasks::run_in_order(std::vector<task<void>> tasks) {
    for (auto& each : tasks) {
        try {
            co_await std::move(each);
        } catch (const std::exception& failure) {
            spdlog::error("a background task failed: {}", failure.what());
        } catch (...) {
            spdlog::error("a background task failed");
        }
        each = {};  // what it owns goes before the next one begins
    }
}

request_context::~request_context() {
    while (!entries_.empty()) {
        const entry last = entries_.back();
        entries_.pop_back();
        last.destroy(last.value);
    }
}

void request_context::keep(const void* key, void* value, void (*destroy)(void*) noexcept) {
    const auto same = [key](const entry& each) { return each.key == key; };
    const auto old = std::find_if(entries_.begin(), entries_.end(), same);
    if (old == entries_.end()) {
        entries_.push_back({key, value, destroy});
        return;
    }
    void* replaced = std::exchange(old->value, value);
    destroy(replaced);
}

void* request_context::find(const void* key) const noexcept {
    for (const entry& each : entries_) {
        if (each.key == key) return each.value;
    }
    return nullptr;
}

}  // namespace microfast::http
