#include <microfast/http/status.hpp>
#include <microfast/server/handler_call.hpp>
#include <microfast/server/pipeline.hpp>
#include <microfast/server/source_pump.hpp>

#include <utility>

namespace microfast::server {

namespace {

constexpr std::string_view continue_lines = "HTTP/1.1 100 Continue\r\n\r\n";

/// Source: RFC 9110, section 9.2.1.
bool is_safe(http::method method) noexcept {
    return method == http::method::get || method == http::method::head ||
           method == http::method::options || method == http::method::trace;
}

/// Its client waits to be told to send a body that the source of the answer may read.
bool may_be_read(const exchange& answered) noexcept {
    return answered.is_receiving() && !answered.stream->may_come() &&
           answered.response.source != nullptr && answered.request.method() != http::method::head &&
           !http::status::is_error(answered.response.status);
}

/// Nobody reads what is left of its body.
bool leaves_body(const exchange& answered) noexcept {
    return answered.is_receiving() &&
           (answered.response.source == nullptr || !answered.stream->may_come());
}

constexpr std::string_view too_many_orphans = "too many handlers run late";
constexpr std::string_view too_much_work = "too much background work waits";

}  // namespace

void pipeline::append(exchange& added) noexcept {
    (first_ == nullptr ? first_ : last_->next) = &added;
    last_ = &added;
    ++size_;
    body_bytes_ += added.received_body;
}

exchange& pipeline::take_first() noexcept {
    exchange& taken = *first_;
    first_ = taken.next;
    --size_;
    body_bytes_ -= taken.received_body;
    return taken;
}

void pipeline::drop_all() noexcept {
    size_ = body_bytes_ = 0;
    shared_.exchanges.drop(std::exchange(first_, nullptr));
}

void pipeline::refuse_last(int status) {
    last_->closes = true;
    last_->refuse(shared_.router->refused(), status);
}

void pipeline::drop_behind_first() noexcept {
    exchange& first = take_first();
    drop_all();
    first.next = nullptr;
    append(first);
}

void pipeline::count_body(std::size_t size) noexcept {
    last_->received_body += size;
    body_bytes_ += size;
}

void pipeline::tell_client_left() noexcept {
    for (exchange* each = first_; each != nullptr;) {
        if (each->knows_client_left) {
            each = each->next;
        } else {
            each->tell_client_left();
            each = first_;  // whoever has heard of it may have left the line, others with him
        }
    }
}

http::connection_after pipeline::advance(http::connection_after after_all, outbox& output) {
    auto after = http::connection_after::keep_open;
    do {
        while (first_ != nullptr && finish_first(after_all, output, after)) {
        }
    } while (start_next());
    return after;
}

/// Goes on with the first exchange. False if it has to wait for something.
bool pipeline::finish_first(
    http::connection_after after_all, outbox& output, http::connection_after& after
) {
    exchange& first = *first_;
    if (std::exchange(first.needs_continue, false)) output.tail() += continue_lines;
    if (first.state == exchange_state::answered) after = begin_answer(first, after_all, output);
    if (first.held_up && !output.is_full()) std::exchange(first.held_up, {}).resume();
    if (first.state == exchange_state::sent && first.is_receiving()) {
        if (can_drain(first) && !first.closes) {
            first.stream->discard();
            first.state = exchange_state::draining;
        } else {
            after = http::connection_after::close;
        }
    }
    if (first.state == exchange_state::draining && !first.is_receiving()) {
        first.state = exchange_state::sent;
    }
    if (first.state != exchange_state::sent) return false;
    if (auto work = shared_.work.take_from(first.request, first.route)) {
        output.append_work(std::move(work));
    }
    shared_.exchanges.give_back(take_first());
    return true;
}

http::connection_after pipeline::begin_answer(
    exchange& answered, http::connection_after after_all, outbox& output
) {
    if (may_be_read(answered)) {
        // A source may read the body of the request: behind its own head it cannot ask for it.
        output.tail() += continue_lines;
        answered.stream->let_come();
    }
    const auto size = output.tail().size();
    begun_answer begun{};
    try {
        begun = write_head(answered, after_all, output.tail());
    } catch (...) {  // thrown by the source
        output.tail().resize(size);
        answer_exception(answered.request, answered.response);
        begun = write_head(answered, after_all, output.tail());
    }
    if (answered.closes) drop_behind_first();
    if (answered.is_receiving() && !answered.stream->may_come()) {
        answered.stream->fail(http::status::bad_request);  // it was never asked for
    }
    answered.state = exchange_state::sent;
    if (answered.rest == http::body_rest::none) return begun.after;
    if (begun.file) {
        output.append_file(std::move(answered.response.source), *begun.file);
        return begun.after;
    }
    answered.state = exchange_state::streaming;
    answered.since = shared_.loop.now();
    shared_.loop.spawn(pump_source(shared_, answered));
    return begun.after;
}

/// The head, and all of an answer without a source.
pipeline::begun_answer pipeline::write_head(
    exchange& answered, http::connection_after after_all, std::string& output
) {
    const http::request& request = answered.request;
    const http::response& response = answered.response;
    constexpr auto close = http::connection_after::close;
    const bool ends_here = request.method() != http::method::head &&
                           http::ends_with_connection(response, request.version());
    if (ends_here || (leaves_body(answered) && !can_drain(answered))) answered.closes = true;
    if (answered.next == nullptr && after_all == close) answered.closes = true;
    begun_answer begun{};
    begun.after = answered.closes ? close : http::connection_after::keep_open;
    answered.rest =
        shared_.writer.write(response, {request.method(), request.version(), begun.after}, output);
    if (answered.rest == http::body_rest::none) return begun;
    answered.announced_left = response.source->size();
    if (const auto* file = response.source->file()) begun.file = *file;
    return begun;
}

/// What is left of its body may be thrown away.
bool pipeline::can_drain(const exchange& answered) const noexcept {
    const auto missing = answered.body.missing();
    return answered.stream->may_come() && missing &&
           *missing <= shared_.options.connections.linger_drain.value;
}

bool pipeline::start_next() {
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

/// Why a handler of this route must not begin now; empty if it may.
std::string_view pipeline::overload_of(const routing::route& route) const noexcept {
    const auto most_orphans = shared_.options.connections.orphaned_handlers;
    const bool is_late = route.handler.plain == nullptr;
    if (is_late && shared_.exchanges.orphans() >= most_orphans) return too_many_orphans;
    return shared_.work.refuses(route) ? too_much_work : std::string_view{};
}

void pipeline::start(exchange& next) {
    const auto overload = overload_of(*next.route);
    if (!overload.empty()) {
        next.refuse(shared_.router->refused(), http::status::service_unavailable, overload);
    }
    next.state = exchange_state::answered;
    const http::handler& handler = next.route->handler;
    if (handler.plain != nullptr) return call_plain(handler, next.request, next.response);
    if (!overload.empty()) return answer_unavailable(next.response, overload);
    next.state = exchange_state::running;
    next.since = shared_.loop.now();
    shared_.loop.spawn(run_coroutine(shared_, next));
}

bool pipeline::is_at_limit() const noexcept {
    if (is_receiving_body()) return last_->stream != nullptr && last_->stream->is_full();
    const http::http_limits& limits = shared_.options.limits;
    return size_ >= limits.pipelined_requests || body_bytes_ >= limits.pipelined_bodies.value;
}

pipeline::time_point pipeline::body_deadline() const noexcept {
    if (!is_receiving_body()) return time_point::max();
    if (last_->stream != nullptr) return last_->stream->deadline();
    return shared_.body_deadline(last_->since, last_->received_body);
}

pipeline::time_point pipeline::handler_deadline() const noexcept {
    if (is_empty() || !first_->is_running()) return time_point::max();
    const bool waits_for_client =
        first_->held_up || (first_->stream != nullptr && first_->stream->is_awaited());
    if (waits_for_client) return time_point::max();
    const auto& own = first_->route->options.handler_deadline;
    return first_->since + own.value_or(shared_.options.limits.handler_deadline);
}

pipeline::time_point pipeline::heartbeat_due() const noexcept {
    const bool may_be_heard = !is_empty() && first_->state == exchange_state::streaming &&
                              !first_->held_up && !first_->is_mute;
    if (!may_be_heard) return time_point::max();
    const auto& own = first_->route->options.heartbeat;
    const auto silence = own.value_or(shared_.options.limits.heartbeat);
    return silence.count() == 0 ? time_point::max() : first_->since + silence;
}

void pipeline::append_heartbeat(std::string& output) {
    first_->is_mute = !server::append_heartbeat(*first_, output);
    if (!first_->is_mute) first_->since = shared_.loop.now();
}

}  // namespace microfast::server
