#include <tinyorm/pool/waiting_line.hpp>

#include <utility>

namespace tinyorm::pool {

void waiting_line::add(const waiter_ptr& asking) {
    asking->place = waiting_.insert(waiting_.end(), asking);
    asking->is_queued = true;
}

bool waiting_line::remove(waiter& leaving) {
    if (!leaving.is_queued) return false;
    leaving.is_queued = false;
    waiting_.erase(leaving.place);
    return true;
}

waiter_ptr waiting_line::take_first() {
    if (waiting_.empty()) return nullptr;
    auto first = waiting_.front();
    remove(*first);
    return first;
}

std::vector<waiter_ptr> waiting_line::take_all() {
    std::vector<waiter_ptr> all;
    while (auto next = take_first())
        all.push_back(std::move(next));
    return all;
}

}  // namespace tinyorm::pool
