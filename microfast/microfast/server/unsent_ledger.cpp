#include <microfast/server/unsent_ledger.hpp>

#include <sys/socket.h>

namespace microfast::server {

unsent_ledger::share::share(unsent_ledger& ledger, const net::descriptor& socket) noexcept
    : ledger_{ledger},
      socket_{socket} {
    join_before(ledger_.shares_);
}

void unsent_ledger::share::set(std::size_t size) noexcept {
    if (is_given_up_) return;
    const auto before = size_;
    size_ = size;
    ledger_.count(before, size);
}

void unsent_ledger::share::has_moved() noexcept {
    if (!is_given_up_) join_before(ledger_.shares_);
}

void unsent_ledger::count(std::size_t before, std::size_t now) noexcept {
    total_.store(total() - before + now, std::memory_order_relaxed);  // nobody else writes
    if (now <= before) return;
    while (total() > limit_.value && !shares_.is_alone())
        give_up(static_cast<share&>(shares_.next_in_ring()));
}

void unsent_ledger::give_up(share& slowest) noexcept {
    slowest.set(0);
    slowest.is_given_up_ = true;
    slowest.leave_ring();
    if (slowest.socket_.is_open()) ::shutdown(slowest.socket_.number(), SHUT_RDWR);
}

}  // namespace microfast::server
