/// @file
/// Takes new connections from a port.
#pragma once

#include <microfast/net/descriptor.hpp>
#include <microfast/net/endpoint.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/poller.hpp>

#include <cstddef>
#include <cstdint>

namespace microfast::net {

/// Whether other listeners of this process may already be on the port.
enum class port_use : std::uint8_t { exclusive, shared };

/// Opens a listening socket. Sockets of one port (SO_REUSEPORT) share its connections among their
/// loops; the first is opened `exclusive`, which is refused when anybody else, also another process
/// of ours, listens there.
///
/// Errors: `error` that names the address and says what to do.
[[nodiscard]] descriptor open_listener(const endpoint& where, port_use use);

/// The address a socket is bound to: with the real port where 0 was asked for.
[[nodiscard]] endpoint local_endpoint(const descriptor& socket);

/// Whoever a listener brings its connections to.
class connection_taker {
public:
    /// A new connection: non-blocking, TCP_NODELAY set.
    virtual void take(descriptor connection) = 0;

    /// The process has no descriptor left. Closes a connection that can be spared, if there is one.
    virtual bool make_room() = 0;

    /// A connection there is no room for, to be answered shortly and closed.
    virtual void refuse(descriptor connection) = 0;

protected:
    ~connection_taker() = default;
};

/// Accepts on one event loop.
///
/// When the process runs out of descriptors the listener sheds instead of spinning: an idle
/// connection if `make_room` finds one, else the new one, accepted with a descriptor kept in
/// reserve and refused. When even that fails it pauses for a moment.
///
/// Thread safety: none, belongs to its event loop.
/// Lifetime: `taker` and the loop must outlive it.
class listener final : watcher, deadline_wheel::entry {
public:
    listener(event_loop& loop, descriptor socket, connection_taker& taker);
    ~listener();

    /// Takes what has already connected, then closes the port.
    void stop();

private:
    enum class accept_result : std::uint8_t { accepted, queue_empty, out_of_descriptors, failed };

    void on_ready(readiness found) override;
    void on_deadline(event_loop::time_point now) override;
    void accept_batch(std::size_t most);
    accept_result accept_one();
    accept_result shed();
    [[nodiscard]] bool has_waiting() const noexcept;
    void pause();

    event_loop& loop_;
    descriptor socket_;
    descriptor reserve_;  // given up for a moment to refuse a connection
    connection_taker& taker_;
};

}  // namespace microfast::net
