#include <tinyorm/pool/idle_connections.hpp>

#include <utility>

namespace tinyorm::pool {

bool idle_connections::is_fit(const pooled_connection& held, clock::time_point now) const {
    return life_ == database_life::of_its_connection ||
           (held.generation == generation_ && now < held.expires_at);
}

connection_ptr idle_connections::take(clock::time_point now, std::vector<connection_ptr>& expired) {
    while (!idle_.empty()) {
        auto last = std::move(idle_.back());
        idle_.pop_back();
        if (is_fit(*last, now)) return last;
        expired.push_back(std::move(last));
    }
    return nullptr;
}

std::vector<connection_ptr> idle_connections::take_all() {
    return std::exchange(idle_, {});
}

std::vector<connection_ptr> idle_connections::evict() {
    if (life_ == database_life::of_its_connection) return {};
    ++generation_;
    return take_all();
}

}  // namespace tinyorm::pool
