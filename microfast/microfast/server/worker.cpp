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
      drained_{loop_.context()} {}

worker::~worker() {
    while (has_connections())
        oldest().cut();
}

void worker::run(std::promise<void> started) {
    loop_.spawn(start_up(std::move(started)));
    loop_.run();
}

task<void> worker::start_up(std::promise<void> started) {
    try {
        if (shared_.options.on_start) co_await shared_.options.on_start(loop_);
        listener_.emplace(loop_, std::move(listening_), static_cast<net::connection_taker&>(*this));
        started.set_value();
    } catch (...) {
        started.set_exception(std::current_exception());
        loop_.stop();
    }
}

void worker::stop() {
    loop_.post([this] {
        if (std::exchange(stopping_, true)) return;
        loop_.spawn(shut_down());
    });
}

task<void> worker::shut_down() {
    // 1. No new connections, but all that have connected.
    if (listener_) listener_->stop();

    // 2. Answer what they have asked, say close.
    const auto& shutdown = shared_.options.shutdown;
    shared_.phase = server_phase::draining;
    shared_.grace_end = loop_.now() + shutdown.idle_grace;
    for (auto* place = &connections_.next_in_ring(); place != &connections_;) {
        auto& draining = static_cast<connection&>(*place);
        place = &place->next_in_ring();  // before it may end
        draining.start_draining();
    }
    if (has_connections()) {
        drained_.expires_after(shutdown.deadline);
        co_await drained_.async_wait(asio::experimental::as_tuple(net::use_task));
    }

    // 3. Cut the rest.
    while (has_connections())
        oldest().cut();

    // 4. Let the program put away what it keeps for this worker, and end.
    try {
        if (shared_.options.on_stop) co_await shared_.options.on_stop(loop_);
    } catch (const std::exception& failure) {
        spdlog::error("the stop hook of a worker failed: {}", failure.what());
    }
    loop_.stop();
}

void worker::take(net::descriptor socket) {
    if (connection_count_ >= shared_.options.connections.connections && !make_room()) {
        return refuse(std::move(socket));
    }
    try {
        auto* const added =
            new connection{shared_, std::move(socket), *this};  // on_closed deletes it
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
        if (!candidate.is_idle()) continue;
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
    if (stopping_ && !has_connections()) drained_.cancel();
}

}  // namespace microfast::server
