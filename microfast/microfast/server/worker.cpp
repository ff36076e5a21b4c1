#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/net/send.hpp>
#include <microfast/net/use_task.hpp>
#include <microfast/server/worker.hpp>

#include <asio/experimental/as_tuple.hpp>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <exception>
#include <string>
#include <system_error>
#include <utility>

namespace microfast::server {

worker::worker(
    std::shared_ptr<const routing::router> router,
    const server_options& options,
    net::descriptor listening
)
    : shared_{std::move(router), options, loop_},
      loop_{options.loop},
      listening_{std::move(listening)},
      deadline_{loop_.context()} {
    shared_.keeper = this;
}

worker::~worker() {
    while (has_connections())
        oldest().cut();
}

void worker::run(std::promise<void> started) {
    const net::pipe_signal_block no_signals;  // clients may leave while files are sent to them
    started_ = std::move(started);
    loop_.spawn(start_up());
    loop_.run();
    listening_.close();  // of a worker that never accepted
}

task<void> worker::start_up() {
    try {
        if (shared_.options.on_start) co_await shared_.options.on_start(loop_);
        start_ = start_state::succeeded;
        if (stopping_) throw error{"stopped while starting"};
        listener_.emplace(loop_, std::move(listening_), static_cast<net::connection_taker&>(*this));
        started_.set_value();
    } catch (...) {
        if (start_ == start_state::under_way) start_ = start_state::failed;
        started_.set_exception(std::current_exception());
        if (stopping_) {
            deadline_.cancel();
        } else {
            loop_.stop();
        }
    }
}

void worker::stop() {
    loop_.post([this] {
        if (std::exchange(stopping_, true)) return;
        loop_.spawn(shut_down());
    });
}

void worker::hurry() {
    loop_.post([this] { deadline_.cancel(); });
}

task<void> worker::shut_down() {
    if (start_ == start_state::under_way) co_await wait_until_deadline();
    if (start_ == start_state::under_way) {
        started_.set_exception(std::make_exception_ptr(error{"stopped while starting"}));
    }
    drain();
    if (has_connections() || shared_.has_work()) co_await wait_until_deadline();
    while (has_connections())
        oldest().cut();
    if (start_ == start_state::succeeded) co_await run_stop_hook();
    loop_.stop();
}

task<void> worker::wait_until_deadline() {
    deadline_.expires_after(shared_.options.shutdown.deadline);
    co_await deadline_.async_wait(asio::experimental::as_tuple(net::use_task));
}

/// No new connections, but all that have connected; an answer to what they have asked, the last one
/// says close.
void worker::drain() {
    if (listener_) listener_->stop();
    shared_.phase = server_phase::draining;
    shared_.when_work_is_done = [this] { stop_waiting(); };
    shared_.grace_end = loop_.now() + shared_.options.shutdown.idle_grace;
    for (auto* place = &connections_.next_in_ring(); place != &connections_;) {
        auto& draining = static_cast<connection&>(*place);
        place = &place->next_in_ring();  // before it may end
        draining.start_draining();
    }
}

/// Lets the program put away what it keeps for this worker.
task<void> worker::run_stop_hook() {
    try {
        if (shared_.options.on_stop) co_await shared_.options.on_stop(loop_);
    } catch (const std::exception& failure) {
        spdlog::error("the stop hook of a worker failed: {}", failure.what());
    } catch (...) {
        spdlog::error("the stop hook of a worker failed");
    }
}

void worker::take(net::descriptor socket) {
    if (connection_count_ >= shared_.options.connections.connections && !make_room()) {
        return refuse(std::move(socket));
    }
    try {
        auto* const added = new connection{shared_, std::move(socket)};  // on_closed deletes it
        static_cast<connection_place&>(*added).join_before(connections_);
        ++connection_count_;
    } catch (const std::system_error& failure) {
        spdlog::error("cannot serve a connection: {}", failure.what());
    }
}

bool worker::make_room() {
    constexpr int most_looked_at = 64;  // the oldest ones: idle connections gather there
    auto* place = &connections_.next_in_ring();
    for (int i = 0; i < most_looked_at && place != &connections_; ++i) {
        auto& candidate = static_cast<connection&>(*place);
        place = &place->next_in_ring();
        if (!candidate.may_be_spared()) continue;
        candidate.cut();
        return true;
    }
    return false;
}

void worker::refuse(net::descriptor socket) {
    std::string answer;
    shared_.refresh_date(loop_.now());
    shared_.writer.write_refusal(http::status::service_unavailable, answer);
    static_cast<void>(net::send_some(socket, answer)
    );  // as much as fits: nobody waits for a refusal
    ::shutdown(socket.number(), SHUT_WR);
}

connection& worker::oldest() const noexcept {
    return static_cast<connection&>(connections_.next_in_ring());
}

void worker::on_closed(connection& closed) {
    delete &closed;
    --connection_count_;
    stop_waiting();
}

/// A stop waits for connections, and for the work they have left.
void worker::stop_waiting() {
    if (stopping_ && !has_connections() && !shared_.has_work()) deadline_.cancel();
}

}  // namespace microfast::server
