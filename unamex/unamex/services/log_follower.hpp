/// @file
/// Keeps what this process knows of one shard current.
#pragma once

#include <unamex/domain/log_position.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/writer_registry.hpp>
#include <unamex/services/known_names.hpp>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unamex::services {

/// The log of a shard does not continue where this process stands: what it knows cannot be made
/// current again, and must not be saved. `what()` tells an operator what to do.
class log_broken : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

enum class follow_progress : std::uint8_t {
    behind,   ///< there is more to read: call again at once
    current,  ///< everything that had happened on the shard is known
};

/// Applies the log of one shard to the known names, and trusts them as long as nobody else writes.
///
/// Thread safety: `follow_blocking` belongs to one thread; `positions` is safe.
/// Errors: `ports::store_unavailable`, after which trust runs out by itself; `log_broken`, from
/// then on every time, though the log may grow past where it broke. Lifetime: everything given to
/// the constructor outlives it.
class log_follower {
public:
    /// Starts after `applied`, of which only the slots of the shard count.
    log_follower(
        std::size_t shard,
        const domain::log_positions& applied,
        known_names& known,
        ports::change_log& log,
        ports::writer_registry& writers,
        const ports::clock& clock
    );

    /// Renews this process' lease as a writer, reads what is new, applies it. Due every
    /// `writer_renewal`.
    follow_progress follow_blocking();

    /// Everything up to here is in the known names. Adds to `all` the slots of this shard.
    void add_positions(domain::log_positions& all) const;

private:
    void apply(const ports::log_reading& reading);
    void check_sequence(const ports::change& next, const domain::log_positions& reached);
    [[noreturn]] void break_off(std::string_view reason);

    std::size_t shard_;
    known_names& known_;
    ports::change_log& log_;
    ports::writer_registry& writers_;
    const ports::clock& clock_;
    mutable std::mutex moving_;
    std::string why_broken_;         // empty: it is not
    domain::log_positions applied_;  // guarded by moving_ against readers on other threads
};

}  // namespace unamex::services
