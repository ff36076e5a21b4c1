#include <microfast/middleware/encoder_lease.hpp>

#include <map>
#include <utility>
#include <vector>

namespace microfast::middleware {

namespace {

using idle_encoders = std::vector<std::unique_ptr<encoder>>;

/// Of this thread.
idle_encoders& idle(std::string_view name, int level) {
    thread_local std::map<std::pair<std::string_view, int>, idle_encoders> all;
    return all[{name, level}];
}

}  // namespace

encoder_lease::encoder_lease(const content_coding& coding, int level)
    : name_(coding.name),
      level_(level) {
    auto& waiting = idle(name_, level_);
    if (waiting.empty()) {
        encoder_ = coding.make_encoder(level);
    } else {
        encoder_ = std::move(waiting.back());
        waiting.pop_back();
    }
}

encoder_lease::~encoder_lease() {
    if (encoder_ == nullptr) return;
    auto& waiting = idle(name_, level_);
    if (waiting.size() >= kept) return;
    encoder_->reset();
    waiting.push_back(std::move(encoder_));
}

}  // namespace microfast::middleware
