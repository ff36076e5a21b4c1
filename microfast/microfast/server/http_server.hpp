/// @file
/// The server: an event loop a core, a listener each.
#pragma once

#include <microfast/net/endpoint.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/server_load.hpp>
#include <microfast/server/server_options.hpp>

#include <asio/signal_set.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace microfast::server {

class worker;

/// Serves the routes of a router over HTTP/1.1.
///
/// Thread safety: `request_stop` may be called from any thread, and `load` once it has started;
/// everything else belongs to one.
///
/// Errors: `start` and `run` throw `error` when the address cannot be used or the server is stopped
/// while it starts, and what a start hook throws; nothing serves then.
///
/// Lifetime: starts once. The router must not change any more. The event loops exist until the
/// server is destroyed, so that other threads may still post to them after `stop`; handlers that
/// have not ended at the shutdown deadline are destroyed with them.
class http_server {
public:
    http_server(std::shared_ptr<const routing::router> router, server_options options);
    http_server(const http_server&) = delete;
    http_server& operator=(const http_server&) = delete;
    ~http_server();

    /// Serves on threads of its own from when it returns.
    void start();

    /// Stops accepting, answers what was accepted, and waits for that.
    void stop();

    /// Blocks until the server has been stopped.
    void wait() noexcept;

    /// `start`, then `wait`.
    void run();

    /// Begins what `stop` does, and does not wait.
    void request_stop();

    /// Moves the deadline of a stop that has begun to now: what is not answered is cut.
    void hurry_stop();

    /// How much there is to do.
    [[nodiscard]] server_load load() const noexcept;

    /// Where it listens once started; with the real port where 0 was asked for.
    [[nodiscard]] const net::endpoint& address() const noexcept { return address_; }
    [[nodiscard]] std::uint16_t port() const noexcept { return address_.port(); }

private:
    void make_workers();
    void start_threads();
    void stop_on_signals();
    void hurry_on_signals();

    std::shared_ptr<const routing::router> router_;
    const server_options options_;
    net::endpoint address_;
    std::vector<std::unique_ptr<worker>> workers_;
    std::optional<asio::signal_set> signals_;  // on the first worker's loop
    std::vector<std::thread> threads_;
};

}  // namespace microfast::server
