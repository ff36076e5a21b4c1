#include <microfast/http/head_parser.hpp>
#include <microfast/http/status.hpp>
#include <microfast/net/send.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/handler_call.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <utility>

namespace microfast::server {

namespace {

constexpr std::string_view continue_lines = "HTTP/1.1 100 Continue\r\n\r\n";

bool would_block(int failure) {
    return failure == EAGAIN || failure == EWOULDBLOCK || failure == EINTR;
}

/// Source: RFC 9110, section 9.2.1.
bool is_safe(http::method method) {
    return method == http::method::get || method == http::method::head ||
           method == http::method::options || method == http::method::trace;
}

void release(std::string& text) {
    std::string{}.swap(text);  // an idle connection owns no buffers
}

}  // namespace

connection::connection(environment& shared, net::descriptor socket, connection_keeper& keeper)
    : shared_{shared},
      keeper_{keeper},
      socket_{std::move(socket)},
      active_since_{shared.loop.now()} {
    shared_.loop.readiness().watch(socket_.number(), interest_, *this);
    shared_.loop.schedule(*this, next_deadline());
}

connection::~connection() {
    if (socket_.is_open()) shared_.loop.readiness().forget(socket_.number(), *this);
    drop_all();
}

bool connection::is_idle() const noexcept {
    return phase_ == phase::open && first_ == nullptr && input_.empty() && unsent_.empty();
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

/// An event begins, `settle` ends it: in between answers are gathered, not sent one by one.
void connection::enter() noexcept {
    assert(shared_.inside == nullptr);
    shared_.inside = this;
}

void connection::on_ready(net::readiness found) {
    enter();
    if (found.failed) fail();
    if (found.writable && phase_ != phase::closed) send_unsent();
    if (found.readable && phase_ != phase::closed) receive();
    settle();
}

void connection::on_answered(exchange& finished) {
    finished.state = exchange_state::answered;
    if (shared_.inside == this) return;  // advance() is on the stack and goes on
    enter();
    active_since_ = shared_.loop.now();
    shared_.refresh_date(active_since_);
    resume();
    settle();
}

// ---- reading

void connection::receive() {
    auto& buffer = shared_.receive_buffer;
    std::memcpy(buffer.data(), input_.data(), input_.size());
    const auto room = buffer.size() - input_.size();
    assert(room > 0);  // an unfinished head is refused before it has grown that large
    // A short read means that the socket is empty, a full one is followed by another call: ask only
    // once.
    const ssize_t size = ::recv(socket_.number(), buffer.data() + input_.size(), room, 0);
    if (size < 0) {
        if (!would_block(errno)) fail();
        return;
    }
    if (phase_ == phase::lingering) return discard(static_cast<std::size_t>(size));
    if (size == 0) {
        client_done_ = true;
        return;
    }
    has_read_ = true;
    active_since_ = shared_.loop.now();
    shared_.refresh_date(active_since_);
    const auto filled = input_.size() + static_cast<std::size_t>(size);
    input_.clear();
    process({buffer.data(), filled});
}

void connection::discard(std::size_t size) {
    discarded_ += size;
    if (size == 0 || discarded_ > shared_.options.connections.linger_drain.value) fail();
}

void connection::process(std::string_view bytes) {
    const http::http_limits& limits = shared_.options.limits;
    bool is_new_head = !awaits_head_;
    awaits_head_ = false;
    while (!bytes.empty() && may_parse()) {
        if (is_receiving_body()) {
            bytes = continue_body(bytes);
            continue;
        }
        shared_.request.clear();
        const auto head = http::parse_head(bytes, scanned_, limits, shared_.request.head());
        if (head.progress == http::parse_progress::incomplete) {
            awaits_head_ = true;
            if (is_new_head) head_since_ = shared_.loop.now();
            break;
        }
        is_new_head = true;
        if (head.progress == http::parse_progress::complete) {
            bytes = begin_request(bytes, head.consumed);
        } else {
            refuse(head.status, shared_.request.method());
        }
    }
    if (phase_ != phase::open) {
        ignored_input_ = ignored_input_ || !bytes.empty();
        bytes = {};
    }
    has_more_ = false;
    keep(bytes);
}

std::string_view connection::begin_request(std::string_view bytes, std::size_t head_size) {
    http::request& request = shared_.request;
    const http::request_head& head = request.head();
    const auto match = shared_.router->find(request);
    const std::string_view head_bytes = bytes.substr(0, head_size);
    bytes.remove_prefix(head_size);

    if (head.framing != http::body_framing::none) {
        const auto& limits = shared_.options.limits;
        const auto own_limit =
            match.route != nullptr ? match.route->options.body_limit : std::nullopt;
        auto body = shared_.body.start(head, limits, own_limit.value_or(limits.body));
        if (body.progress == http::parse_progress::incomplete) body = shared_.body.decode(bytes);
        bytes.remove_prefix(body.consumed);
        if (body.progress == http::parse_progress::rejected) {
            refuse(body.status, head.method);
            return bytes;
        }
        if (body.progress == http::parse_progress::incomplete) {
            append(take_unfinished(head_bytes, match, body.consumed));
            advance();
            return bytes;
        }
        request.set_body(shared_.body.body());
    }

    has_more_ = !bytes.empty();
    const bool is_plain = match.route == nullptr || match.route->handler.plain != nullptr;
    if (first_ == nullptr && is_plain) {
        const bool is_last = shared_.phase == server_phase::draining && !has_more_;
        answer_now(match, is_last || !head.keep_alive);
    } else {
        append(take_request(head_bytes, match));
        advance();
    }
    return bytes;
}

std::string_view connection::continue_body(std::string_view bytes) {
    exchange& receiving = *last_;
    const auto body = receiving.body.decode(bytes);
    receiving.received_body += body.consumed;
    pending_bodies_ += body.consumed;
    bytes.remove_prefix(body.consumed);
    has_more_ = !bytes.empty();
    if (body.progress == http::parse_progress::rejected) {
        const auto method = receiving.request.method();
        drop_last();
        refuse(body.status, method);
    } else if (body.progress == http::parse_progress::complete) {
        receiving.request.set_body(receiving.body.body());
        receiving.state = exchange_state::waiting;
        if (receiving.closes) phase_ = phase::last_answers;
        advance();
    }
    return bytes;
}

bool connection::is_receiving_body() const noexcept {
    return first_ != nullptr && last_->state == exchange_state::receiving_body;
}

bool connection::may_parse() {
    if (output().size() > shared_.options.connections.unsent_output.value) send_output();
    return phase_ == phase::open && !is_blocked();
}

bool connection::is_blocked() const noexcept {
    const http::http_limits& limits = shared_.options.limits;
    const bool has_too_many =
        pending_ >= limits.pipelined_requests || pending_bodies_ >= limits.pipelined_bodies.value;
    return (has_too_many && !is_receiving_body()) ||
           unsent_.size() - sent_ > shared_.options.connections.unsent_output.value;
}

void connection::keep(std::string_view bytes) {
    if (bytes.empty()) return release(input_);
    input_.assign(bytes);
}

void connection::resume() {
    advance();
    if (input_.empty() || awaits_head_) return;
    const auto waiting = std::exchange(input_, {});
    process(waiting);
}

// ---- answering

void connection::answer_now(const routing::route_match& match, bool is_last) {
    http::request& request = shared_.request;
    shared_.response.clear();
    if (match.route != nullptr) {
        call_plain(match.route->handler, request, shared_.response);
    } else {
        routing::answer_unmatched(match, shared_.response);
    }
    const auto after = is_last ? http::connection_after::close : http::connection_after::keep_open;
    shared_.writer.write(shared_.response, {request.method(), request.version(), after}, output());
    if (is_last) phase_ = phase::last_answers;
}

exchange& connection::take_request(std::string_view head, const routing::route_match& match) {
    exchange& taken = shared_.exchanges.take();
    taken.head_bytes.assign(head.begin(), head.end());
    shared_.request.relocate(head, taken.head_bytes.data());
    std::swap(taken.request, shared_.request);
    if (taken.request.head().framing != http::body_framing::none) {
        std::swap(taken.body, shared_.body);
        taken.request.set_body(taken.body.body());
        taken.received_body = taken.body.body().size();
    }
    taken.closes = !taken.request.head().keep_alive;
    taken.route = match.route;
    if (match.route == nullptr) routing::answer_unmatched(match, taken.response);
    return taken;
}

exchange& connection::take_unfinished(
    std::string_view head, const routing::route_match& match, std::size_t received_body
) {
    exchange& taken = take_request(head, match);
    const bool may_be_dissuaded = taken.request.head().expects_continue && received_body == 0;
    if (may_be_dissuaded && match.route == nullptr) {
        taken.closes = true;  // the client hears so before it sends a body in vain
        ignored_input_ = true;
        return taken;
    }
    taken.state = exchange_state::receiving_body;
    taken.since = active_since_;
    taken.received_body = received_body;
    taken.needs_continue = may_be_dissuaded;
    return taken;
}

void connection::append(exchange& added) {
    added.owner = this;
    (first_ == nullptr ? first_ : last_->next) = &added;
    last_ = &added;
    ++pending_;
    pending_bodies_ += added.received_body;
    if (added.closes && added.state != exchange_state::receiving_body) phase_ = phase::last_answers;
}

exchange& connection::take_first() noexcept {
    exchange& taken = *first_;
    first_ = taken.next;
    --pending_;
    pending_bodies_ -= taken.received_body;
    return taken;
}

void connection::drop_last() noexcept {
    exchange* before = nullptr;
    for (exchange* each = first_; each != last_; each = each->next)
        before = each;
    (before == nullptr ? first_ : before->next) = nullptr;
    pending_bodies_ -= last_->received_body;
    shared_.exchanges.give_back(*std::exchange(last_, before));
    --pending_;
}

void connection::drop_all() noexcept {
    while (first_ != nullptr) {
        exchange& dropped = take_first();
        if (dropped.state == exchange_state::running) {
            dropped.owner = nullptr;  // its coroutine gives it back
        } else {
            shared_.exchanges.give_back(dropped);
        }
    }
}

void connection::refuse(int status, http::method method) {
    exchange& refusal = shared_.exchanges.take();
    refusal.request.head().method = method;
    refusal.state = exchange_state::answered;
    refusal.closes = true;
    refusal.response.set_problem(status, {});
    ignored_input_ = true;
    append(refusal);
    advance();
}

void connection::advance() {
    while (write_next_answer() || start_next()) {
    }
}

bool connection::write_next_answer() {
    if (first_ == nullptr) return false;
    if (std::exchange(first_->needs_continue, false)) output() += continue_lines;
    if (first_->state != exchange_state::answered) return false;
    exchange& answered = take_first();
    const bool is_last = first_ == nullptr && input_.empty() && !has_more_;
    const bool drains = shared_.phase == server_phase::draining && is_last;
    if (drains) phase_ = phase::last_answers;
    const auto after = answered.closes || drains ? http::connection_after::close
                                                 : http::connection_after::keep_open;
    shared_.writer.write(
        answered.response, {answered.request.method(), answered.request.version(), after}, output()
    );
    shared_.exchanges.give_back(answered);
    return true;
}

bool connection::start_next() {
    for (exchange* next = first_; next != nullptr; next = next->next) {
        const bool safe = is_safe(next->request.method());
        if (next->state == exchange_state::receiving_body) return false;
        if (next->state == exchange_state::waiting) {
            if (!safe && next != first_) return false;
            start(*next);
            return true;
        }
        if (!safe) return false;
    }
    return false;
}

void connection::start(exchange& next) {
    if (next.route == nullptr) {
        next.state = exchange_state::answered;
    } else if (next.route->handler.plain != nullptr) {
        call_plain(next.route->handler, next.request, next.response);
        next.state = exchange_state::answered;
    } else {
        next.state = exchange_state::running;
        next.since = active_since_;
        shared_.loop.spawn(run_coroutine(shared_, next));
    }
}

// ---- sending

std::string& connection::output() noexcept {
    return unsent_.empty() ? shared_.output : unsent_;
}

std::size_t connection::send(std::string_view bytes) {
    const ssize_t size = net::send_some(socket_, bytes);
    if (size >= 0) return static_cast<std::size_t>(size);
    if (!would_block(errno)) fail();
    return 0;
}

void connection::send_output() {
    if (!unsent_.empty() || shared_.output.empty()) return;
    const auto size = send(shared_.output);
    if (size < shared_.output.size()) {
        unsent_.assign(shared_.output, size);
        unsent_since_ = shared_.loop.now();
    }
    shared_.output.clear();
    constexpr std::size_t largest_kept = 1024 * 1024;
    if (shared_.output.capacity() > largest_kept) release(shared_.output);
}

void connection::send_unsent() {
    const auto size = send(std::string_view{unsent_}.substr(sent_));
    if (size == 0) return;
    sent_ += size;
    unsent_since_ = shared_.loop.now();
    if (sent_ < unsent_.size()) return forget_sent();
    release(unsent_);
    sent_ = 0;
    shared_.refresh_date(unsent_since_);
    resume();
}

/// A client that never takes everything must not make us keep what it took. Half of it at a time:
/// each byte is moved only once on average.
void connection::forget_sent() {
    constexpr std::size_t worth_it = 256 * 1024;
    if (sent_ < worth_it || sent_ < unsent_.size() / 2) return;
    unsent_.erase(0, std::exchange(sent_, 0));
}

// ---- ending

void connection::settle() {
    shared_.inside = nullptr;
    if (phase_ != phase::closed) send_output();
    shared_.output.clear();  // of a connection that failed in the middle
    if (client_done_ && is_receiving_body()) drop_last();
    const bool has_requests = first_ != nullptr || (!input_.empty() && !awaits_head_);
    const bool is_done = phase_ == phase::last_answers || (phase_ == phase::open && client_done_);
    if (is_done && !has_requests && unsent_.empty()) finish();
    if (phase_ == phase::closed) return close();
    if (const auto now_wanted = wanted(); now_wanted != interest_) {
        interest_ = now_wanted;
        shared_.loop.readiness().change(socket_.number(), interest_, *this);
    }
    shared_.loop.schedule(*this, next_deadline());
}

void connection::finish() {
    const bool may_still_send = ignored_input_ || shared_.phase == server_phase::draining;
    if (client_done_ || !may_still_send) return fail();
    // Closing now would reset the connection, and take our answer from a client that has not read
    // it yet.
    ::shutdown(socket_.number(), SHUT_WR);
    phase_ = phase::lingering;
    active_since_ = shared_.loop.now();
    release(input_);
}

void connection::close() {
    if (!unsent_.empty()) {
        const linger reset{.l_onoff = 1, .l_linger = 0};  // what was sent is not the whole answer
        ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    }
    shared_.loop.readiness().forget(socket_.number(), *this);
    socket_.close();
    keeper_.on_closed(*this);
}

net::interest connection::wanted() const noexcept {
    const bool is_caught_up = input_.empty() || awaits_head_;
    const bool reads = phase_ == phase::lingering ||
                       (phase_ == phase::open && !client_done_ && is_caught_up && !is_blocked());
    if (unsent_.empty()) return reads ? net::interest::read : net::interest::none;
    return reads ? net::interest::read_write : net::interest::write;
}

connection::time_point connection::next_deadline() const noexcept {
    const http::http_limits& limits = shared_.options.limits;
    const connection_limits& own = shared_.options.connections;
    if (phase_ == phase::lingering) return active_since_ + own.linger_timeout;
    auto due = time_point::max();
    if (!unsent_.empty()) due = unsent_since_ + own.send_timeout;
    if (awaits_head_) due = std::min(due, head_since_ + limits.header_deadline);
    if (is_receiving_body()) due = std::min(due, body_deadline());
    if (first_ != nullptr && first_->state == exchange_state::running) {
        due = std::min(due, first_->since + limits.handler_deadline);
    }
    if (due != time_point::max()) return due;
    due = active_since_ + limits.idle_timeout;
    return shared_.phase == server_phase::draining ? std::min(due, shared_.grace_end) : due;
}

connection::time_point connection::body_deadline() const noexcept {
    const http::http_limits& limits = shared_.options.limits;
    const auto rate = std::max<std::size_t>(limits.minimum_body_rate.value, 1);
    const std::chrono::milliseconds earned{last_->received_body * 1000 / rate};
    return last_->since + limits.body_grace + earned;
}

void connection::on_deadline(time_point now) {
    const http::http_limits& limits = shared_.options.limits;
    enter();
    shared_.refresh_date(now);
    if (next_deadline() > now) return settle();
    const bool is_stalled =
        !unsent_.empty() && unsent_since_ + shared_.options.connections.send_timeout <= now;
    if (phase_ == phase::lingering || is_idle() || is_stalled) {
        fail();
    } else if (awaits_head_ && head_since_ + limits.header_deadline <= now) {
        awaits_head_ = false;
        release(input_);
        refuse(http::status::request_timeout, http::method::unknown);
    } else if (is_receiving_body() && body_deadline() <= now) {
        const auto method = last_->request.method();
        drop_last();
        refuse(http::status::request_timeout, method);
    } else {
        const auto method = first_->request.method();
        drop_all();  // the handler runs on, but nobody waits for what it answers
        release(input_);
        refuse(http::status::service_unavailable, method);
    }
    settle();
}

}  // namespace microfast::server
