/// @file
/// The right to use one connection of a pool.
#pragma once

#include <tinyorm/driver/connection.hpp>

#include <memory>

namespace tinyorm::pool {

class pool_state;
struct pooled_connection;

/// One connection, for one caller, until the lease ends.
///
/// Its end rolls back what is still open, proves the connection after an error, and gives it to
/// the next caller; that may take a round trip. Results must be dropped before.
/// Thread safety: none, like the connection's own.
class lease {
public:
    lease() noexcept;
    lease(std::shared_ptr<pool_state> pool, std::unique_ptr<pooled_connection> held) noexcept;
    lease(lease&& other) noexcept;
    lease& operator=(lease&& other) noexcept;
    ~lease();

    [[nodiscard]] explicit operator bool() const noexcept { return held_ != nullptr; }
    [[nodiscard]] driver::connection& operator*() const noexcept;
    [[nodiscard]] driver::connection* operator->() const noexcept { return &**this; }

    /// Asks the database whether the session still lives, if it has idled for long. False: take
    /// another lease.
    [[nodiscard]] bool prove() noexcept;

    /// Gives the connection back now.
    void release() noexcept;

    /// Closes the connection instead of giving it back.
    void discard() noexcept;

private:
    std::shared_ptr<pool_state> pool_;
    std::unique_ptr<pooled_connection> held_;  // null: nothing is leased
};

}  // namespace tinyorm::pool
