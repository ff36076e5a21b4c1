#include <microfast/http/status.hpp>
#include <microfast/server/connection.hpp>

#include <memory>
#include <utility>

// The half of a connection that makes requests of bytes.

namespace microfast::server {

void connection::receive() {
    const auto [kind, bytes, fresh] = inbox_.receive(socket_);
    if (kind == arrival::failure) return fail();
    if (kind == arrival::nothing) return;
    if (phase_ == phase::lingering) return discard(fresh);
    if (kind == arrival::end) {
        client_done_ = true;
        pipeline_.tell_client_left();
        return advance();  // whoever has heard of it may have answered
    }
    has_read_ = true;
    active_since_ = shared_.loop.now();
    shared_.refresh_date(active_since_);
    if (phase_ == phase::last_answers) discarded_ += fresh;
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
            case http::parse_progress::rejected:
                refuse_unread(head.status, shared_.request.method());
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
            refuse(shared_.take_request(head_bytes, match), body.status);
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
        refuse_last(body.status);
    } else if (body.progress == http::parse_progress::complete) {
        receiving.request.set_body(receiving.body.body());
        receiving.state = exchange_state::waiting;
        if (receiving.closes) take_no_more();
        advance();
    }
    return bytes;
}

std::string_view connection::continue_stream(exchange& receiving, std::string_view bytes) {
    const auto body = receiving.stream->feed(bytes);
    bytes.remove_prefix(body.consumed);
    has_more_ = !bytes.empty();
    if (body.progress == http::parse_progress::rejected) receiving.closes = true;
    if (body.progress != http::parse_progress::incomplete && receiving.closes) take_no_more();
    advance();
    return bytes;
}

/// What is missing of the body at hand will not come. A handler that waits for it learns so; else
/// the answer is `status`.
void connection::give_body_up(int status) {
    exchange& receiving = pipeline_.last();
    if (receiving.state == exchange_state::receiving_body) return refuse_last(status);
    receiving.closes = true;
    take_no_more();
    receiving.stream->fail(status);
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

// ---- refusals: of the server itself, and each the last answer of its connection

/// Of bytes that are no request, or too little of one.
void connection::refuse_unread(int status, http::method method) {
    exchange& refused = shared_.exchanges.take();
    refused.request.head().method = method;
    refuse(refused, status);
}

/// Of the request whose body is being received.
void connection::refuse_last(int status) {
    pipeline_.refuse_last(status);
    take_no_more();
    may_send_on_ = true;
    advance();
}

/// Of those whose first one has taken too long: its handler runs on, but nobody waits for it.
void connection::refuse_all(int status) {
    exchange& refused = shared_.exchanges.take();
    const exchange& late = pipeline_.first();
    const bool is_refusal = late.route == &shared_.router->refused();
    refused.repeat(late, shared_.options.limits);
    pipeline_.drop_all();
    inbox_.clear();
    if (!is_refusal) return refuse(refused, status);
    refused.state = exchange_state::answered;  // what takes too long is middleware: without it then
    refused.response.set_problem(status, {});
    join_refusal(refused);
}

/// Of a request that is not joined yet.
void connection::refuse(exchange& refused, int status) {
    refused.request.set_client_address(peer_);
    refused.refuse(shared_.router->refused(), status);
    join_refusal(refused);
}

void connection::join_refusal(exchange& refused) {
    refused.closes = true;
    may_send_on_ = true;
    join(refused);
}

}  // namespace microfast::server
