#include <tinyorm/pool/connection_pool.hpp>
#include <tinyorm/pool/pool_state.hpp>

#include <future>
#include <utility>

namespace tinyorm::pool {
namespace {

lease wait_for_lease(
    pool_state& pool, const std::source_location& holder, clock::time_point deadline
) {
    // Shared with its receiver, which may still be running when the caller has its answer.
    const auto pending = std::make_shared<std::promise<lease>>();
    auto granted = pending->get_future();
    const auto place = pool.acquire_then(
        [pending](lease taken, const std::exception_ptr& reason) {
            if (reason) {
                pending->set_exception(reason);
            } else {
                pending->set_value(std::move(taken));
            }
        },
        holder
    );
    if (granted.wait_until(deadline) == std::future_status::timeout) pool.expire(place);
    return granted.get();
}

}  // namespace

connection_pool::connection_pool(std::string url, pool_options options)
    : state_(std::make_shared<pool_state>(std::move(url), std::move(options))),
      opener_([state = state_] { state->open_connections(); }) {}

connection_pool::~connection_pool() {
    close();
    opener_.join();
}

void connection_pool::close() {
    state_->close();
}

void connection_pool::abandon() {
    state_->abandon();
}

lease connection_pool::acquire(std::source_location holder) {
    const auto deadline = clock::now() + options().acquire_timeout;
    while (true) {
        auto taken = state_->try_acquire(holder);
        if (!taken) taken = wait_for_lease(*state_, holder, deadline);
        if (taken.prove()) return taken;
        taken.discard();
    }
}

connection_pool::ticket connection_pool::acquire_then(
    receiver receive, std::source_location holder
) {
    return state_->acquire_then(std::move(receive), holder);
}

bool connection_pool::expire(const ticket& place) {
    return state_->expire(place);
}

bool connection_pool::withdraw(const ticket& place, const std::exception_ptr& reason) {
    return state_->withdraw(place, reason);
}

void connection_pool::evict() {
    state_->evict();
}

pool_metrics connection_pool::metrics() const {
    return state_->metrics();
}

dialect_kind connection_pool::dialect() const noexcept {
    return state_->driver().dialect;
}

int connection_pool::driver_version() const noexcept {
    return state_->driver().version;
}

const pool_options& connection_pool::options() const noexcept {
    return state_->options();
}

}  // namespace tinyorm::pool
