#include <tinyorm/core/error.hpp>
#include <tinyorm/pool/pool_state.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm::pool {
namespace {

std::exception_ptr closed_error() {
    return std::make_exception_ptr(error(error_kind::cancelled, "the connection pool was closed"));
}

std::int64_t milliseconds(clock::duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

pool_options within_limits(pool_options options, bool is_private) {
    if (is_private) options.max_size = 1;
    if (options.max_size == 0)
        throw error(error_kind::invalid_configuration, "a pool needs a max_size of at least 1");
    options.min_size = std::min(options.min_size, options.max_size);
    return options;
}

idle_connections::database_life life_of(const opener& opens) {
    return opens.is_private() ? idle_connections::database_life::of_its_connection
                              : idle_connections::database_life::its_own;
}

// Ready for anybody: rolled back, and proven if something went wrong.
bool restore(driver::connection& session) noexcept {
    try {
        if (session.is_sound()) return true;
        session.rollback();
        session.ping();
        return session.is_sound();
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

pool_state::pool_state(std::string url, pool_options options)
    : opener_(std::move(url), options),
      options_(within_limits(std::move(options), opener_.is_private())),
      idle_(life_of(opener_)),
      waiting_(options_.max_waiting) {}

lease pool_state::try_acquire(const std::source_location& holder) {
    std::vector<connection_ptr> expired;
    const std::scoped_lock lock{mutex_};
    const auto now = clock::now();
    auto taken = take_idle(now, expired);
    if (taken == nullptr) return lease{};
    lend(*taken, holder, now);
    return lease{shared_from_this(), std::move(taken)};
}

connection_pool::ticket pool_state::acquire_then(
    connection_pool::receiver receive, const std::source_location& holder
) {
    const auto asking = std::make_shared<waiter>(waiter{std::move(receive), holder, clock::now()});
    std::vector<connection_ptr> expired;
    connection_ptr taken;
    std::exception_ptr refusal;
    {
        const std::scoped_lock lock{mutex_};
        taken = take_idle(asking->since, expired);
        if (taken != nullptr) {
            lend(*taken, holder, asking->since);
        } else if (is_closed_) {
            refusal = closed_error();
        } else if (waiting_.is_full()) {
            ++counters_.refusals;
            const auto state = describe(asking->since);
            refusal = std::make_exception_ptr(
                error(error_kind::pool_exhausted, "too many callers wait: " + state)
            );
        } else {
            waiting_.add(asking);
            ++counters_.waits;
            opener_wakes_.notify_one();
            return asking;
        }
    }
    asking->receive(lease{taken ? shared_from_this() : nullptr, std::move(taken)}, refusal);
    return asking;
}

bool pool_state::expire(const connection_pool::ticket& place) {
    const auto expired = place.lock();
    std::exception_ptr reason;
    {
        const std::scoped_lock lock{mutex_};
        if (expired == nullptr || !waiting_.remove(*expired)) return false;
        const auto now = clock::now();
        const auto waited = std::to_string(milliseconds(now - expired->since));
        reason = std::make_exception_ptr(error(
            error_kind::pool_exhausted,
            "no connection became free within " + waited + " ms: " + describe(now)
        ));
        ++counters_.timeouts;
    }
    expired->receive(lease{}, reason);
    return true;
}

bool pool_state::withdraw(const connection_pool::ticket& place, const std::exception_ptr& reason) {
    const auto withdrawn = place.lock();
    {
        const std::scoped_lock lock{mutex_};
        if (withdrawn == nullptr || !waiting_.remove(*withdrawn)) return false;
    }
    withdrawn->receive(lease{}, reason);
    return true;
}

void pool_state::give_back(connection_ptr returned) noexcept {
    if (!restore(*returned->session)) return discard(std::move(returned));
    {
        const std::scoped_lock lock{mutex_};
        leased_.remove(*returned);
        if (is_closed_ || !idle_.is_fit(*returned, clock::now())) return free_place();
    }
    hand_out(std::move(returned));
}

void pool_state::discard(connection_ptr returned) noexcept {
    const std::scoped_lock lock{mutex_};
    leased_.remove(*returned);
    ++counters_.discarded;
    free_place();
}

bool pool_state::has_idled(const pooled_connection& held) const noexcept {
    return clock::now() - held.used_at >= options_.ping_after_idle;
}

void pool_state::hand_out(connection_ptr free) {
    waiter_ptr next;
    {
        const auto now = clock::now();
        const std::scoped_lock lock{mutex_};
        if (is_closed_) return free_place();
        free->used_at = now;
        next = waiting_.take_first();
        if (next == nullptr) {
            idle_.put(std::move(free));
            return;
        }
        lend(*free, next->holder, now);
        counters_.waited += now - next->since;
    }
    next->receive(lease{shared_from_this(), std::move(free)}, nullptr);
}

// For a connection that its owner, still holding the mutex, is about to close.
void pool_state::free_place() {
    --open_;
    opener_wakes_.notify_one();
}

connection_ptr pool_state::take_idle(clock::time_point now, std::vector<connection_ptr>& expired) {
    auto taken = idle_.take(now, expired);
    open_ -= expired.size();
    return taken;
}

void pool_state::lend(
    pooled_connection& lent, const std::source_location& holder, clock::time_point now
) {
    leased_.add(lent, holder, now);
    ++counters_.leases;
}

std::string pool_state::describe(clock::time_point now) const {
    auto text = std::to_string(leased_.size()) + " of " + std::to_string(options_.max_size) +
                " connections in use, " + std::to_string(waiting_.size()) + " callers waiting";
    if (leased_.size() > 0) text += ", " + leased_.describe_longest(now);
    return text + opener_.describe_failure();
}

bool pool_state::wants_connection() const {
    return open_ < options_.max_size && (!waiting_.is_empty() || open_ < options_.min_size);
}

void pool_state::open_connections() {
    std::unique_lock lock{mutex_};
    while (!is_closed_) {
        if (wants_connection()) {
            open_one(lock);
        } else if (options_.leak_threshold.count() > 0) {
            opener_wakes_.wait_for(lock, options_.leak_threshold / 2);
        } else {
            opener_wakes_.wait(lock);
        }
        report_leaks(lock);
    }
}

void pool_state::open_one(std::unique_lock<std::mutex>& lock) {
    ++open_;
    const auto generation = idle_.generation();
    lock.unlock();
    std::vector<waiter_ptr> refused;
    std::exception_ptr failure;
    try {
        auto opened = opener_.open();
        opened->generation = generation;
        lock.lock();
        opener_.succeeded();
        ++counters_.opened;
        lock.unlock();
        hand_out(std::move(opened));
        lock.lock();
        return;
    } catch (const std::exception& failed) {
        failure = std::current_exception();
        lock.lock();
        opener_.failed(failed.what());
    }
    --open_;
    ++counters_.open_failures;
    if (open_ == 0) refused = waiting_.take_all();
    lock.unlock();
    for (const auto& one : refused)
        one->receive(lease{}, failure);
    lock.lock();
    opener_wakes_.wait_for(lock, opener_.pause(), [this] { return is_closed_; });
}

void pool_state::report_leaks(std::unique_lock<std::mutex>& lock) {
    if (options_.leak_threshold.count() == 0) return;
    const auto found = leased_.take_leaks(options_.leak_threshold, clock::now());
    counters_.leaks += found.size();
    if (found.empty() || !options_.report_leak) return;
    lock.unlock();
    for (const auto& leak : found)
        options_.report_leak(leak);
    lock.lock();
}

void pool_state::close() {
    std::vector<connection_ptr> closing;
    std::vector<waiter_ptr> refused;
    {
        const std::scoped_lock lock{mutex_};
        is_closed_ = true;
        closing = idle_.take_all();
        open_ -= closing.size();
        refused = waiting_.take_all();
        opener_wakes_.notify_all();
    }
    for (const auto& one : refused)
        one->receive(lease{}, closed_error());
}

void pool_state::abandon() {
    close();
    const std::scoped_lock lock{mutex_};
    leased_.abandon_all();
}

void pool_state::evict() {
    std::vector<connection_ptr> closing;
    const std::scoped_lock lock{mutex_};
    closing = idle_.evict();
    open_ -= closing.size();
    opener_wakes_.notify_one();
}

pool_metrics pool_state::metrics() const {
    const std::scoped_lock lock{mutex_};
    auto now = counters_;
    now.open = open_;
    now.in_use = leased_.size();
    now.waiting = waiting_.size();
    return now;
}

}  // namespace tinyorm::pool
