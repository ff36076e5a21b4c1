#include <unamex/cache/asked_names.hpp>

namespace unamex::cache {

asked_names::asked_names(std::chrono::milliseconds validity, std::size_t capacity)
    : validity_{validity},
      capacity_{capacity} {}

void asked_names::note(
    std::uint64_t connection, const std::string& name, redis_time at, ports::monotonic_time noted_at
) {
    turn_to(connection);
    forget_ended(at);
    if (oldest_.size() >= capacity_) return;
    const question asked{at, noted_at};
    if (since_.try_emplace(name, asked).second) oldest_.emplace_back(at, name);
}

std::optional<redis_time> asked_names::take_end(
    std::uint64_t connection, const std::string& name, ports::monotonic_time asked_at
) {
    turn_to(connection);
    const auto found = since_.find(name);
    if (found == since_.end() || found->second.noted_at > asked_at) return std::nullopt;
    const auto end = found->second.at + validity_;
    since_.erase(found);
    return end;
}

void asked_names::turn_to(std::uint64_t connection) {
    if (connection == connection_) return;
    connection_ = connection;
    since_.clear();
    oldest_.clear();
}

void asked_names::forget_ended(redis_time now) {
    for (; !oldest_.empty() && oldest_.front().first + validity_ <= now; oldest_.pop_front()) {
        const auto found = since_.find(oldest_.front().second);
        if (found != since_.end() && found->second.at == oldest_.front().first) since_.erase(found);
    }
}

}  // namespace unamex::cache
