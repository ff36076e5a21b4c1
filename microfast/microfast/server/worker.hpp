/// @file
/// One event loop of a server with its connections.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/listener.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/entrance.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/server_load.hpp>
#include <microfast/server/server_options.hpp>

#include <asio/steady_timer.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>

namespace microfast::server {

/// Accepts and serves on one thread until it is told to stop.
///
/// Thread safety: `stop`, `hurry` and `load` may be called from any thread, everything else belongs
/// to the one that runs it. Lifetime: `options` must outlive it.
class worker final : net::connection_taker, connection_keeper, doorkeeper {
public:
    worker(
        std::shared_ptr<const routing::router> router,
        const server_options& options,
        net::descriptor listening
    );
    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;
    ~worker();

    [[nodiscard]] net::event_loop& loop() noexcept { return loop_; }

    /// Serves until `stop` has done its work. `started` learns when it accepts, or why not.
    void run(std::promise<void> started);

    /// Stops accepting, answers what was accepted, cuts what is left at the deadline, ends `run`.
    /// Before it accepts: waits for the start hook, as long.
    void stop();

    /// Moves the deadline of `stop` to now.
    void hurry();

    [[nodiscard]] server_load load() const noexcept;

private:
    enum class start_state : std::uint8_t { under_way, succeeded, failed };

    task<void> start_up();
    task<void> shut_down();
    task<void> wait_until_deadline();
    void drain();
    void cut_all();
    void stop_waiting();
    task<void> run_stop_hook();

    void take(net::descriptor socket) override;
    bool make_room() override;
    void refuse(net::descriptor socket) override;
    [[nodiscard]] bool admit(net::descriptor socket) override;
    void send_away(net::descriptor socket) override;
    void on_closed(connection& closed) override;

    [[nodiscard]] connection& first() const noexcept;
    [[nodiscard]] bool has_connections() const noexcept {
        return !connections_.is_alone() || entrance_.waiting() > 0;
    }
    [[nodiscard]] bool is_busy() const noexcept;
    void note_crowd() noexcept;

    environment shared_;  // before the loop: the frames that the loop destroys refer to it
    net::event_loop loop_;
    net::descriptor listening_;  // until the listener has it
    std::optional<net::listener> listener_;
    connection_place connections_;  // head of their ring: those to be looked at first, first
    entrance entrance_;
    std::atomic<std::size_t> inside_ = 0;  // counters: what `load` tells
    std::atomic<std::size_t> waiting_ = 0;
    std::atomic<std::uint64_t> sent_away_ = 0;
    std::promise<void> started_;
    start_state start_ = start_state::under_way;
    asio::steady_timer deadline_;  // of stopping; cancelled when there is nothing to wait for
    bool stopping_ = false;
};

}  // namespace microfast::server
