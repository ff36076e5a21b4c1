#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/net/send.hpp>
#include <microfast/net/use_task.hpp>
#include <microfast/server/handler_call.hpp>
#include <microfast/server/worker.hpp>

#include <asio/experimental/as_tuple.hpp>
#include <spdlog/spdlog.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string>
#include <system_error>
#include <utility>

namespace microfast::server {

namespace {

limits::admission_options places(const connection_limits& limits) noexcept {
    return {
        .active = limits.connections,
        .waiting = limits.waiting_connections,
        .patience = limits.patience};
}

/// To close with bytes unread would reset the connection, and take our answer from its client.
void discard_what_has_come(const net::descriptor& socket) {
    constexpr int most_pieces = 16;
    std::array<char, 16 * 1024> piece;
    for (int i = 0; i < most_pieces; ++i) {
        if (::recv(socket.number(), piece.data(), piece.size(), MSG_DONTWAIT) <= 0) return;
    }
}

}  // namespace

worker::worker(
    std::shared_ptr<const routing::router> router,
    const server_options& options,
    net::descriptor listening
)
    : shared_{std::move(router), options, loop_},
      loop_{options.loop},
      listening_{std::move(listening)},
      entrance_{loop_, places(options.connections), static_cast<doorkeeper&>(*this)},
      deadline_{loop_.context()} {
    shared_.keeper = this;
}

/// What handlers, sources and work own may be of the loop's `io_context`: it goes first.
worker::~worker() {
    cut_all();
    loop_.drop_tasks();
    shared_.exchanges.clear();
    shared_.work.drop_queue();
}

void worker::cut_all() {
    entrance_.send_all_away();
    while (has_connections())
        first().cut();
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
    if (is_busy()) co_await wait_until_deadline();
    cut_all();
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
    shared_.exchanges.when_orphan_ended = [this] { stop_waiting(); };
    shared_.work.when_done = [this] { stop_waiting(); };
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
    if (entrance_.is_full()) make_room();
    entrance_.arrive(std::move(socket));
    note_crowd();
}

bool worker::admit(net::descriptor socket) {
    try {
        auto* const added = new connection{shared_, std::move(socket)};  // on_closed deletes it
        static_cast<connection_place&>(*added).join_before(connections_);
        return true;
    } catch (const std::system_error& failure) {
        spdlog::error("cannot serve a connection: {}", failure.what());
        return false;
    }
}

/// While others wait, the next answer of each connection says close.
void worker::note_crowd() noexcept {
    inside_.store(entrance_.inside(), std::memory_order_relaxed);
    waiting_.store(entrance_.waiting(), std::memory_order_relaxed);
    if (shared_.phase == server_phase::draining) return;
    shared_.phase = entrance_.waiting() > 0 ? server_phase::crowded : server_phase::serving;
}

server_load worker::load() const noexcept {
    server_load load;
    load.connections = inside_.load(std::memory_order_relaxed);
    load.waiting = waiting_.load(std::memory_order_relaxed);
    load.sent_away = sent_away_.load(std::memory_order_relaxed);
    load.background_tasks = shared_.work.size();
    load.unsent_bytes = shared_.unsent.total();
    return load;
}

bool worker::make_room() {
    constexpr std::size_t most_looked_at = 256;
    for (auto left = std::min(entrance_.inside(), most_looked_at); left > 0; --left) {
        connection& candidate = first();
        if (candidate.may_be_spared()) {
            candidate.cut();
            return true;
        }
        // Behind the others: the next look goes on where this one ends.
        static_cast<connection_place&>(candidate).join_before(connections_);
    }
    return false;
}

void worker::refuse(net::descriptor socket) {
    send_away(std::move(socket));
}

void worker::send_away(net::descriptor socket) {
    http::response answer;
    answer_unavailable(answer, "too many connections");
    std::string bytes;
    shared_.refresh_date(loop_.now());
    const http::reply_context last{.after = http::connection_after::close};
    shared_.writer.write(answer, last, bytes);
    static_cast<void>(net::send_some(socket, bytes));  // as much as fits: nobody waits for it
    ::shutdown(socket.number(), SHUT_WR);
    discard_what_has_come(socket);
    sent_away_.fetch_add(1, std::memory_order_relaxed);
    note_crowd();
    stop_waiting();
}

connection& worker::first() const noexcept {
    return static_cast<connection&>(connections_.next_in_ring());
}

void worker::on_closed(connection& closed) {
    delete &closed;
    entrance_.leave();
    note_crowd();
    stop_waiting();
}

/// A stop waits for connections, and for the handlers and the work they have left.
bool worker::is_busy() const noexcept {
    return has_connections() || shared_.work.is_under_way() || shared_.exchanges.orphans() > 0;
}

void worker::stop_waiting() {
    if (stopping_ && !is_busy()) deadline_.cancel();
}

}  // namespace microfast::server
