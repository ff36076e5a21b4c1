/// @file
/// Connections to one server, kept for the next request.
#pragma once

#include <microfast/client/connection.hpp>
#include <microfast/client/origin.hpp>
#include <microfast/core/ring.hpp>
#include <microfast/core/task.hpp>
#include <microfast/limits/admission.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace microfast::client {

/// All finite.
struct pool_options {
    std::size_t connections = 64;                 ///< in use at once; then requests wait
    std::size_t waiting = 256;                    ///< for a connection; then `failure::busy`
    std::chrono::milliseconds patience{2'000};    ///< of those that wait; then `failure::busy`
    std::size_t idle = 16;                        ///< kept open without a request
    std::chrono::milliseconds idle_time{20'000};  ///< then closed; below what servers wait for
    std::chrono::milliseconds age{600'000};       ///< then closed after its request
    std::chrono::milliseconds connect{1'000};     ///< name, addresses and handshake together
};

/// Whether a request may go out on a connection that has served others.
enum class reuse : std::uint8_t { allowed, refused };

class connection_pool;

/// The right to a connection, and the connection. Gives both back.
///
/// Lifetime: may outlive its pool, whose end closes the connection.
class lease : ring_place<connection_pool> {
public:
    lease() = default;
    lease(lease&& other) noexcept;
    lease& operator=(lease&& other) noexcept;
    ~lease() { end(); }

    /// False if it was given back, or the pool has ended.
    [[nodiscard]] explicit operator bool() const noexcept {
        return connection_ != nullptr && !connection_->is_abandoned();
    }
    [[nodiscard]] connection& operator*() const noexcept { return *connection_; }
    [[nodiscard]] connection* operator->() const noexcept { return connection_.get(); }

    /// The connection is good for another request. Without this it is closed.
    void give_back();

private:
    friend connection_pool;
    void take(lease& other) noexcept;
    void end() noexcept;

    connection_pool* pool_ = nullptr;  // null: no right to give back
    std::unique_ptr<connection> connection_;
};

/// So many connections, each used by one request at a time; the newest idle one is used first, so
/// that the others may go. Requests beyond that wait in the order in which they came.
///
/// Thread safety: none, belongs to one event loop, and ends before it. Lifetime: outlives the
/// coroutines in `acquire`. Errors: `client_error` with `not_connected` or `busy`.
class connection_pool {
public:
    using time_point = net::event_loop::time_point;

    connection_pool(net::event_loop& loop, origin where, pool_options options);
    connection_pool(const connection_pool&) = delete;
    connection_pool& operator=(const connection_pool&) = delete;
    ~connection_pool();

    /// An idle connection that the server has not closed, else a new one.
    [[nodiscard]] task<lease> acquire(reuse idle_ones = reuse::allowed);

    /// Closes what has been idle or open for too long. To be called now and then.
    void close_expired(time_point now);

    [[nodiscard]] std::size_t in_use() const noexcept { return desk_.active(); }
    [[nodiscard]] std::size_t waiting() const noexcept { return desk_.waiting(); }
    [[nodiscard]] std::size_t idle() const noexcept { return idle_.size(); }
    [[nodiscard]] const origin& where() const noexcept { return where_; }

private:
    friend lease;
    struct visitor;

    [[nodiscard]] task<lease> come_in();
    [[nodiscard]] std::unique_ptr<connection> take_idle();
    [[nodiscard]] bool is_expired(const connection& idle, time_point now) const noexcept;
    void keep(std::unique_ptr<connection> used);
    void leave() noexcept;

    net::event_loop& loop_;
    origin where_;
    pool_options options_;
    limits::admission desk_;
    std::vector<std::unique_ptr<connection>> idle_;  // the newest last
    ring_place<connection_pool> leases_;             // head of the ring of those given out
};

}  // namespace microfast::client
