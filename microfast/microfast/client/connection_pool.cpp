#include <microfast/client/connection_pool.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/experimental/as_tuple.hpp>
#include <asio/steady_timer.hpp>

#include <utility>

namespace microfast::client {

using limits::admission_outcome;

lease::lease(lease&& other) noexcept {
    take(other);
}

lease& lease::operator=(lease&& other) noexcept {
    if (this == &other) return *this;
    end();
    take(other);
    return *this;
}

void lease::take(lease& other) noexcept {
    if (other.pool_ != nullptr) join_before(other);
    other.leave_ring();
    pool_ = std::exchange(other.pool_, nullptr);
    connection_ = std::move(other.connection_);
}

void lease::give_back() {
    if (pool_ != nullptr && connection_ != nullptr) pool_->keep(std::move(connection_));
    end();
}

void lease::end() noexcept {
    leave_ring();
    connection_.reset();
    if (auto* const pool = std::exchange(pool_, nullptr)) pool->leave();
}

/// One that waits for its turn.
struct connection_pool::visitor final : limits::admission::ticket {
    explicit visitor(connection_pool& of)
        : pool{of},
          timer{of.loop_.executor()},
          outcome{of.desk_.arrive(*this, of.loop_.now())} {}
    ~visitor() {
        if (outcome == admission_outcome::waits) pool.desk_.give_up(*this);
        if (outcome == admission_outcome::admitted) pool.leave();
    }
    visitor(const visitor&) = delete;
    visitor& operator=(const visitor&) = delete;

    void wake() {
        outcome = admission_outcome::admitted;
        timer.cancel();
    }

    connection_pool& pool;
    asio::steady_timer timer;
    admission_outcome outcome;
};

connection_pool::connection_pool(net::event_loop& loop, origin where, pool_options options)
    : loop_{loop},
      where_{std::move(where)},
      options_{options},
      desk_{
          {.active = options.connections,
           .waiting = options.waiting,
           .patience = options.patience}} {}

connection_pool::~connection_pool() {
    while (!leases_.is_alone()) {
        auto& given = static_cast<lease&>(leases_.next_in_ring());
        given.pool_ = nullptr;
        given.leave_ring();
        // Not destroyed: coroutines that the loop is about to destroy still refer to it.
        if (given.connection_ != nullptr) given.connection_->abandon();
    }
}

void connection_pool::leave() noexcept {
    if (auto* const next = static_cast<visitor*>(desk_.leave())) next->wake();
}

task<lease> connection_pool::come_in() {
    visitor who(*this);
    if (who.outcome == admission_outcome::waits) {
        who.timer.expires_after(options_.patience);
        const auto [woken] =
            co_await who.timer.async_wait(asio::experimental::as_tuple(net::use_task));
        const bool is_cancelled = woken && who.outcome == admission_outcome::waits;
        if (is_cancelled) throw std::system_error{woken};
    }
    if (who.outcome != admission_outcome::admitted) {
        const bool has_waited = who.outcome == admission_outcome::waits;
        throw client_error(
            failure::busy,
            "all connections to " + where_.authority() + " are in use",
            has_waited ? client_error::reason::timed_out : client_error::reason::failed
        );
    }
    lease right;
    right.pool_ = this;
    right.join_before(leases_);
    who.outcome = admission_outcome::refused;  // the right is the lease's now
    co_return right;
}

task<lease> connection_pool::acquire(reuse idle_ones) {
    auto taken = co_await come_in();
    if (idle_ones == reuse::allowed) taken.connection_ = take_idle();
    if (taken.connection_ == nullptr) {
        auto opened = std::make_unique<connection>(loop_);
        co_await opened->connect(where_, options_.connect);
        taken.connection_ = std::move(opened);
    }
    co_return taken;
}

std::unique_ptr<connection> connection_pool::take_idle() {
    while (!idle_.empty()) {
        auto newest = std::move(idle_.back());
        idle_.pop_back();
        if (!is_expired(*newest, loop_.now()) && newest->is_quiet()) return newest;
    }
    return nullptr;
}

bool connection_pool::is_expired(const connection& idle, time_point now) const noexcept {
    return now - idle.idle_since() >= options_.idle_time || now - idle.opened_at() >= options_.age;
}

void connection_pool::keep(std::unique_ptr<connection> used) {
    const auto now = loop_.now();
    used->set_used();
    used->set_idle_since(now);
    const bool is_spare = idle_.size() >= options_.idle || is_expired(*used, now);
    if (!is_spare) idle_.push_back(std::move(used));
}

void connection_pool::close_expired(time_point now) {
    std::erase_if(idle_, [&](const auto& each) {
        return is_expired(*each, now) || !each->is_quiet();
    });
}

}  // namespace microfast::client
