#include <microfast/http/request_context.hpp>
#include <microfast/http/status.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/handler_call.hpp>
#include <microfast/server/peer_address.hpp>
#include <microfast/server/source_pump.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <memory>
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
        refuse(http::status::request_timeout, http::method::unknown);
    } else if (pipeline_.body_deadline() <= now) {
        give_body_up(http::status::request_timeout);
    } else if (pipeline_.handler_deadline() <= now && !pipeline_.is_inside_answer()) {
        const auto method = pipeline_.first_method();
        pipeline_.drop_all();  // the handler runs on, but nobody waits for what it answers
        inbox_.clear();
        refuse(http::status::service_unavailable, method);
    } else {
        fail();  // idle, or lingering, or a source gives nothing
    }
}

void connection::settle() {
    if (client_done_ && pipeline_.is_receiving_body()) give_body_up(0);
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

// ---- requests

void connection::receive() {
    const auto [kind, bytes, fresh] = inbox_.receive(socket_);
    if (kind == arrival::failure) return fail();
    if (kind == arrival::nothing) return;
    if (phase_ == phase::lingering) return discard(fresh);
    if (kind == arrival::end) {
        client_done_ = true;
        pipeline_.tell_client_left();
        return;
    }
    has_read_ = true;
    active_since_ = shared_.loop.now();
    shared_.refresh_date(active_since_);
    process(bytes);
}

void connection::discard(std::size_t size) {
    discarded_ += size;
    if (size == 0 || discarded_ > shared_.options.connections.linger_drain.value) fail();
}

void connection::process(std::string_view bytes) {
    auto rest = inbox::rest::requests;
    while (!bytes.empty() && rest == inbox::rest::requests && may_parse()) {
        if (pipeline_.is_receiving_body()) {
            bytes = continue_body(bytes);
            continue;
        }
        const auto head = inbox_.parse_head(bytes);
        switch (head.progress) {
            case http::parse_progress::incomplete: rest = inbox::rest::unfinished_head; break;
            case http::parse_progress::complete: bytes = begin_request(bytes, head.consumed); break;
            case http::parse_progress::rejected: refuse(head.status, shared_.request.method());
        }
    }
    if (phase_ != phase::open) {
        may_send_on_ = may_send_on_ || !bytes.empty();
        bytes = {};
    }
    has_more_ = false;
    inbox_.keep(bytes, rest);
}

std::string_view connection::begin_request(std::string_view bytes, std::size_t head_size) {
    http::request& request = shared_.request;
    const http::request_head& head = request.head();
    request.set_client_address(peer_);
    const auto match = shared_.router->find(request);
    const std::string_view head_bytes = bytes.substr(0, head_size);
    bytes.remove_prefix(head_size);
    ++requests_;
    const bool closes = !head.keep_alive || is_worn_out();
    may_send_on_ = may_send_on_ || (closes && head.keep_alive);

    const bool streams = match.route->options.streams_body;
    if (streams || head.framing != http::body_framing::none) {
        const auto& limits = shared_.options.limits;
        const auto own_limit = match.route->options.body_limit;
        auto body = shared_.body.start(head, limits, own_limit.value_or(limits.body));
        if (body.progress == http::parse_progress::incomplete) body = shared_.body.decode(bytes);
        bytes.remove_prefix(body.consumed);
        if (body.progress == http::parse_progress::rejected) {
            refuse(body.status, head.method);
            return bytes;
        }
        if (streams || body.progress == http::parse_progress::incomplete) {
            exchange& added = shared_.take_request(head_bytes, match);
            added.closes = closes;
            if (streams) {
                begin_stream(added, body.progress, body.consumed);
            } else {
                await_body(added, body.consumed, match.outcome);
            }
            join(added);
            return bytes;
        }
        request.set_body(shared_.body.body());
    }

    has_more_ = !bytes.empty();
    const auto after = closes ? http::connection_after::close : after_all();
    if (!pipeline_.is_empty() || !answer_now(match, after)) {
        exchange& added = shared_.take_request(head_bytes, match);
        added.closes = closes;
        if (shared_.response.source != nullptr) {
            std::swap(added.response, shared_.response);
            added.state = exchange_state::answered;
        }
        join(added);
    }
    return bytes;
}

void connection::await_body(exchange& added, std::size_t received, routing::match_outcome outcome) {
    const bool may_be_dissuaded = added.request.head().expects_continue && received == 0;
    if (may_be_dissuaded && outcome != routing::match_outcome::found) {
        added.closes = may_send_on_ = true;  // the client hears so before it sends a body in vain
        return;
    }
    added.state = exchange_state::receiving_body;
    added.since = active_since_;
    added.received_body = received;
    added.needs_continue = may_be_dissuaded;
}

/// The handler starts now, or when its turn comes, and reads what there is and what comes.
void connection::begin_stream(exchange& added, http::parse_progress so_far, std::size_t received) {
    using sending = incoming_body::sending;
    const bool waits = added.request.head().expects_continue && received == 0 &&
                       so_far != http::parse_progress::complete;
    const auto client = waits ? sending::when_told : sending::at_once;
    added.stream = std::make_unique<incoming_body>(shared_, added, so_far, client);
    added.request.set_body({});
    added.request.set_body_stream(added.stream.get());
    added.received_body = 0;
    may_send_on_ = true;  // if its handler does not read everything
}

std::string_view connection::continue_body(std::string_view bytes) {
    exchange& receiving = pipeline_.last();
    if (receiving.stream != nullptr) return continue_stream(receiving, bytes);
    const auto body = receiving.body.decode(bytes);
    pipeline_.count_body(body.consumed);
    bytes.remove_prefix(body.consumed);
    has_more_ = !bytes.empty();
    if (body.progress == http::parse_progress::rejected) {
        const auto method = receiving.request.method();
        pipeline_.drop_last();
        refuse(body.status, method);
    } else if (body.progress == http::parse_progress::complete) {
        receiving.request.set_body(receiving.body.body());
        receiving.state = exchange_state::waiting;
        if (receiving.closes) phase_ = phase::last_answers;
        advance();
    }
    return bytes;
}

std::string_view connection::continue_stream(exchange& receiving, std::string_view bytes) {
    const auto body = receiving.stream->feed(bytes);
    bytes.remove_prefix(body.consumed);
    has_more_ = !bytes.empty();
    if (body.progress == http::parse_progress::rejected) receiving.closes = true;
    if (body.progress != http::parse_progress::incomplete && receiving.closes) {
        phase_ = phase::last_answers;
    }
    advance();
    return bytes;
}

/// What is missing of the body at hand will not come. A handler that waits for it learns so; else
/// the answer is `status`, or none if that is 0.
void connection::give_body_up(int status) {
    exchange& receiving = pipeline_.last();
    if (receiving.state == exchange_state::receiving_body) {
        const auto method = receiving.request.method();
        pipeline_.drop_last();
        if (status != 0) refuse(status, method);
        return;
    }
    receiving.closes = true;
    phase_ = phase::last_answers;
    receiving.stream->fail(status == 0 ? http::status::bad_request : status);
    advance();
}

bool connection::may_parse() {
    if (outbox_.wants_flush()) outbox_.flush();
    if (outbox_.has_failed()) fail();
    return phase_ == phase::open && !is_blocked();
}

bool connection::is_blocked() const noexcept {
    return pipeline_.is_full() || outbox_.is_full();
}

/// Its requests or its time are used up: the one at hand is the last.
bool connection::is_worn_out() const noexcept {
    const connection_limits& limits = shared_.options.connections;
    return requests_ >= limits.requests || active_since_ - opened_ >= limits.age;
}

void connection::resume() {
    advance();
    if (!inbox_.has_requests()) return;
    const auto waiting = inbox_.take_requests();
    process({waiting.data(), waiting.size()});
}

// ---- answers

/// False if that takes a coroutine, or has given an answer that needs an exchange.
bool connection::answer_now(const routing::route_match& match, http::connection_after after) {
    http::request& request = shared_.request;
    if (!answer_at_once(match, request, shared_.response)) {
        shared_.response.source.reset();
        return false;
    }
    if (shared_.response.source != nullptr) return false;
    shared_.writer.write(
        shared_.response, {request.method(), request.version(), after}, outbox_.tail()
    );
    auto* const context = request.find_context();
    if (context != nullptr && !context->background().empty()) {
        outbox_.append_work(context->background().take());
    }
    if (after == http::connection_after::close) phase_ = phase::last_answers;
    return true;
}

void connection::join(exchange& added) {
    added.owner = this;
    pipeline_.append(added);
    if (added.closes && !pipeline_.is_receiving_body()) phase_ = phase::last_answers;
    advance();
}

void connection::refuse(int status, http::method method) {
    exchange& refusal = shared_.exchanges.take();
    refusal.request.head().method = method;
    refusal.state = exchange_state::answered;
    refusal.closes = true;
    refusal.response.set_problem(status, {});
    may_send_on_ = true;
    join(refusal);
}

void connection::advance() {
    const auto after = pipeline_.advance(after_all(), outbox_);
    const bool was_foreseen = phase_ != phase::open;  // or it has failed within this call
    if (after == http::connection_after::keep_open || was_foreseen) return;
    phase_ = phase::last_answers;
    may_send_on_ = true;
}

/// What an answer says that leaves nothing to be answered behind it.
http::connection_after connection::after_all() const noexcept {
    const bool is_last = shared_.phase == server_phase::draining && !has_more_ && inbox_.is_empty();
    return is_last ? http::connection_after::close : http::connection_after::keep_open;
}

// ---- end

void connection::finish() {
    const bool may_still_send = may_send_on_ || shared_.phase == server_phase::draining;
    if (client_done_ || !may_still_send) return fail();
    // Closing now would reset the connection, and take our answer from a client that has not read
    // it yet.
    ::shutdown(socket_.number(), SHUT_WR);
    phase_ = phase::lingering;
    active_since_ = shared_.loop.now();
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
    const bool reads = phase_ == phase::lingering || (phase_ == phase::open && !client_done_ &&
                                                      !inbox_.has_requests() && !is_blocked());
    if (outbox_.is_empty()) return reads ? net::interest::read : net::interest::none;
    return reads ? net::interest::read_write : net::interest::write;
}

connection::time_point connection::next_deadline() const noexcept {
    if (phase_ == phase::lingering) {
        return active_since_ + shared_.options.connections.linger_timeout;
    }
    auto due = std::min(outbox_.deadline(), inbox_.deadline());
    if (!pipeline_.is_empty()) {
        due = std::min({due, pipeline_.body_deadline(), pipeline_.handler_deadline()});
    }
    if (due != time_point::max()) return due;
    const auto idle_until = active_since_ + shared_.options.limits.idle_timeout;
    const bool is_draining = shared_.phase == server_phase::draining;
    return is_draining ? std::min(idle_until, shared_.grace_end) : idle_until;
}

}  // namespace microfast::server
