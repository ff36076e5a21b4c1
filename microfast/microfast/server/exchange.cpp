#include <microfast/server/exchange.hpp>

namespace microfast::server {

exchange& exchange_pool::take() {
    if (idle_.empty()) {
        used_.emplace_front();
    } else {
        used_.splice(used_.begin(), idle_, idle_.begin());
    }
    exchange& taken = used_.front();
    taken.self = used_.begin();
    return taken;
}

void exchange_pool::give_back(exchange& used) {
    const bool is_large = used.response.body.capacity() > largest_kept_body ||
                          used.body.body().size() > largest_kept_body;
    if (is_large || idle_.size() >= kept) {
        used_.erase(used.self);
        return;
    }
    used.owner = nullptr;
    used.next = nullptr;
    used.state = exchange_state::waiting;
    used.closes = used.needs_continue = false;
    used.route = nullptr;
    used.received_body = 0;
    used.head_bytes.clear();
    used.request.clear();
    used.response.clear();
    idle_.splice(idle_.begin(), used_, used.self);
}

}  // namespace microfast::server
