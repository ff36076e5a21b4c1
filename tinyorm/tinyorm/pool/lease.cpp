#include <tinyorm/pool/lease.hpp>
#include <tinyorm/pool/pool_state.hpp>

#include <utility>

namespace tinyorm::pool {

lease::lease() noexcept = default;

lease::lease(std::shared_ptr<pool_state> pool, std::unique_ptr<pooled_connection> held) noexcept
    : pool_(std::move(pool)),
      held_(std::move(held)) {}

lease::lease(lease&& other) noexcept = default;

lease& lease::operator=(lease&& other) noexcept {
    release();
    pool_ = std::move(other.pool_);
    held_ = std::move(other.held_);
    return *this;
}

lease::~lease() {
    release();
}

driver::connection& lease::operator*() const noexcept {
    return *held_->session;
}

bool lease::prove() noexcept {
    if (!pool_->has_idled(*held_)) return true;
    try {
        held_->session->ping();
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

void lease::release() noexcept {
    if (held_ != nullptr) pool_->give_back(std::move(held_));
    pool_.reset();
}

void lease::discard() noexcept {
    if (held_ != nullptr) pool_->discard(std::move(held_));
    pool_.reset();
}

}  // namespace tinyorm::pool
