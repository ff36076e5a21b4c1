/// @file
/// The queue in front of a worker: so many connections are served, so many wait, for so long.
#pragma once

#include <microfast/limits/admission.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>

#include <cstddef>
#include <memory>

namespace microfast::server {

/// Whoever serves the connections.
class doorkeeper {
public:
    /// Serves the connection. False if that cannot be: then its place is free again.
    [[nodiscard]] virtual bool admit(net::descriptor socket) = 0;

    /// Nobody will serve the connection; it is answered shortly and closed.
    virtual void send_away(net::descriptor socket) = 0;

protected:
    ~doorkeeper() = default;
};

/// Lets connections in while there is a place, in the order in which they came.
///
/// One that waits costs its socket and a few words; nothing of it is read before it is in. It is
/// sent away when its patience is over, and at once when the queue is full.
///
/// Complexity: O(1). Thread safety: none, belongs to its event loop. Lifetime: `keeper` and the
/// loop outlive it; those who still wait are closed with it.
class entrance final : net::deadline_wheel::entry {
public:
    entrance(net::event_loop& loop, limits::admission_options options, doorkeeper& keeper) noexcept;
    ~entrance() override;

    /// A connection has come.
    void arrive(net::descriptor socket);

    /// One of those inside has gone: its place is the next one's.
    void leave();

    /// Nobody waits any longer.
    void send_all_away();

    [[nodiscard]] std::size_t inside() const noexcept { return places_.active(); }
    [[nodiscard]] std::size_t waiting() const noexcept { return places_.waiting(); }
    [[nodiscard]] bool is_full() const noexcept { return inside() >= options_.active; }

private:
    struct waiter;

    void on_deadline(net::event_loop::time_point now) override;
    void send_away(net::event_loop::time_point now);
    [[nodiscard]] static std::unique_ptr<waiter> take(limits::admission::ticket& place) noexcept;

    net::event_loop& loop_;
    const limits::admission_options options_;
    doorkeeper& keeper_;
    limits::admission places_;
};

}  // namespace microfast::server
