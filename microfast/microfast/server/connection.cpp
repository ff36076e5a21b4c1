#include <microfast/http/status.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/handler_call.hpp>
#include <microfast/server/peer_address.hpp>
#include <microfast/server/source_pump.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace microfast::server {

/// Ten thousand idle connections cost their sockets and 2.5 MB.
static_assert(sizeof(connection) <= 256);

connection::connection(environment& shared, net::descriptor socket)
    : shared_{shared},
      socket_{std::move(socket)},
      inbox_{shared},
      pipeline_{shared},
      outbox_{shared, socket_},
      peer_{peer_address(socket_)},
      opened_{shared.loop.now()},
      active_since_{opened_} {
    shared_.loop.readiness().watch(socket_.number(), interest_, *this);
    shared_.loop.schedule(*this, next_deadline());
}

connection::~connection() {
    if (socket_.is_open()) shared_.loop.readiness().forget(socket_.number(), *this);
}

bool connection::is_idle() const noexcept {
    return phase_ == phase::open && pipeline_.is_empty() && inbox_.is_empty() && outbox_.is_empty();
}

bool connection::may_be_spared() const noexcept {
    const auto patience = shared_.options.limits.header_deadline;
    return is_idle() && (has_read_ || active_since_ + patience <= shared_.loop.now());
}

void connection::start_draining() {
    enter();
    settle();
}

void connection::cut() {
    fail();
    settle();
}

void connection::on_answered(exchange& finished) {
    finished.state = exchange_state::answered;
    go_on();
}

void connection::on_piece(exchange& streaming) {
    if (streaming.state == exchange_state::broken) {
        outbox_.flush();  // the answers before it are whole
        fail();
    } else {
        append_piece(streaming, outbox_.tail());
        if (outbox_.wants_flush()) outbox_.flush();
    }
    go_on();
}

void connection::go_on() {
    if (shared_.inside == this) return;  // whoever is inside goes on
    enter();
    active_since_ = shared_.loop.now();
    shared_.refresh_date(active_since_);
    if (phase_ != phase::closed) resume();
    settle();
}

bool connection::has_room() const noexcept {
    return phase_ != phase::closed && !outbox_.has_failed() && !outbox_.is_full();
}

// ---- events

/// An event begins, `settle` ends it: in between answers are gathered, not sent one by one.
void connection::enter() noexcept {
    assert(shared_.inside == nullptr);
    shared_.inside = this;
}

void connection::on_ready(net::readiness found) {
    enter();
    if (found.failed) fail();
    if (found.writable && phase_ != phase::closed && !outbox_.is_empty()) {
        outbox_.send_more();
        shared_.refresh_date(shared_.loop.now());
        if (has_room()) resume();
    }
    if (outbox_.has_failed()) fail();
    if (found.readable && phase_ != phase::closed) receive();
    settle();
}

void connection::on_deadline(time_point now) {
    enter();
    shared_.refresh_date(now);
    if (next_deadline() <= now) expire(now);
    settle();
}

void connection::expire(time_point now) {
    if (outbox_.deadline() <= now) {
        fail();
    } else if (inbox_.deadline() <= now) {
        inbox_.clear();
        refuse_unread(http::status::request_timeout, http::method::unknown);
    } else if (pipeline_.body_deadline() <= now) {
        give_body_up(http::status::request_timeout);
    } else if (pipeline_.heartbeat_due() <= now && now < pipeline_.handler_deadline()) {
        pipeline_.append_heartbeat(outbox_.tail());
    } else if (pipeline_.handler_deadline() <= now && !pipeline_.is_inside_answer()) {
        refuse_all(http::status::service_unavailable);
    } else {
        fail();  // idle, or lingering, or a source gives nothing
    }
}

void connection::settle() {
    if (client_done_ && pipeline_.is_receiving_body()) give_body_up(http::status::bad_request);
    shared_.inside = nullptr;
    if (phase_ != phase::closed) outbox_.flush();
    if (outbox_.has_failed()) fail();
    const bool has_requests = !pipeline_.is_empty() || inbox_.has_requests();
    const bool is_done = phase_ == phase::last_answers || (phase_ == phase::open && client_done_);
    if (is_done && !has_requests && outbox_.is_empty()) finish();
    if (phase_ == phase::closed) return close();
    if (const auto now_wanted = wanted(); now_wanted != interest_) {
        interest_ = now_wanted;
        shared_.loop.readiness().change(socket_.number(), interest_, *this);
    }
    shared_.loop.schedule(*this, next_deadline());
}

// ---- answers

/// False if that takes a coroutine, or has given an answer that needs an exchange.
bool connection::answer_now(const routing::route_match& match, http::connection_after after) {
    http::request& request = shared_.request;
    if (shared_.work.refuses(*match.route)) return false;
    if (!answer_at_once(match, request, shared_.response)) {
        shared_.response.source.reset();
        return false;
    }
    if (shared_.response.source != nullptr) return false;
    shared_.writer.write(
        shared_.response, {request.method(), request.version(), after}, outbox_.tail()
    );
    if (request.find_context() != nullptr) {
        auto work = shared_.work.take_from(request, match.route);
        if (work) outbox_.append_work(std::move(work));
    }
    shared_.forget_large_answer();
    if (after == http::connection_after::close) take_no_more();
    return true;
}

void connection::join(exchange& added) {
    added.owner = this;
    pipeline_.append(added);
    if (added.closes && !pipeline_.is_receiving_body()) take_no_more();
    advance();
}

void connection::advance() {
    const auto after = pipeline_.advance(after_all(), outbox_);
    const bool was_foreseen = phase_ != phase::open;  // or it has failed within this call
    if (after == http::connection_after::keep_open || was_foreseen) return;
    may_send_on_ = true;
    // What is being answered may be made of a body that still arrives: its end is the end then.
    const bool reads_on = pipeline_.is_inside_answer() && pipeline_.is_receiving_body();
    if (!reads_on) take_no_more();
}

/// What an answer says that leaves nothing to be answered behind it.
http::connection_after connection::after_all() const noexcept {
    const bool is_last = shared_.phase != server_phase::serving && !has_more_ && inbox_.is_empty();
    return is_last ? http::connection_after::close : http::connection_after::keep_open;
}

// ---- end

void connection::finish() {
    const bool may_still_send = may_send_on_ || shared_.phase != server_phase::serving;
    if (client_done_ || !may_still_send) return fail();
    // Closing now would reset the connection, and take our answer from a client that has not read
    // it yet.
    ::shutdown(socket_.number(), SHUT_WR);
    phase_ = phase::lingering;
    active_since_ = shared_.loop.now();
    discarded_ = 0;
    inbox_.clear();
}

void connection::close() {
    if (!outbox_.is_empty() || pipeline_.is_inside_answer()) {
        const linger reset{.l_onoff = 1, .l_linger = 0};  // what was sent is not the whole answer
        ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    }
    outbox_.give_up();
    shared_.loop.readiness().forget(socket_.number(), *this);
    socket_.close();
    shared_.keeper->on_closed(*this);
}

net::interest connection::wanted() const noexcept {
    const bool takes = phase_ == phase::open && !is_blocked();
    // Behind the last request nothing is taken, but handlers hear of a client that leaves.
    const bool listens = phase_ == phase::last_answers && !pipeline_.is_empty() &&
                         discarded_ <= shared_.options.connections.linger_drain.value;
    const bool reads = phase_ == phase::lingering ||
                       ((takes || listens) && !client_done_ && !inbox_.has_requests());
    if (outbox_.is_empty()) return reads ? net::interest::read : net::interest::none;
    return reads ? net::interest::read_write : net::interest::write;
}

connection::time_point connection::next_deadline() const noexcept {
    if (phase_ == phase::lingering) {
        return active_since_ + shared_.options.connections.linger_timeout;
    }
    auto due = std::min(outbox_.deadline(), inbox_.deadline());
    if (!pipeline_.is_empty()) {
        due = std::min(
            {due,
             pipeline_.body_deadline(),
             pipeline_.handler_deadline(),
             pipeline_.heartbeat_due()}
        );
    }
    if (due != time_point::max()) return due;
    const auto idle_until = active_since_ + shared_.options.limits.idle_timeout;
    const bool is_draining = shared_.phase == server_phase::draining;
    return is_draining ? std::min(idle_until, shared_.grace_end) : idle_until;
}

}  // namespace microfast::server
