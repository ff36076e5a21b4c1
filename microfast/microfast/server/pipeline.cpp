#include <microfast/http/status.hpp>
#include <microfast/server/handler_call.hpp>
#include <microfast/server/pipeline.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace microfast::server {

namespace {

constexpr std::string_view continue_lines = "HTTP/1.1 100 Continue\r\n\r\n";

/// Source: RFC 9110, section 9.2.1.
bool is_safe(http::method method) noexcept {
    return method == http::method::get || method == http::method::head ||
           method == http::method::options || method == http::method::trace;
}

void answer_overloaded(http::response& response) {
    response.set_problem(http::status::service_unavailable, "too many handlers run late");
    response.headers.append("Retry-After", "1");
}

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

void pipeline::drop_last() noexcept {
    exchange* before = nullptr;
    for (exchange* each = first_; each != last_; each = each->next)
        before = each;
    (before == nullptr ? first_ : before->next) = nullptr;
    body_bytes_ -= last_->received_body;
    shared_.exchanges.give_back(*std::exchange(last_, before));
    --size_;
}

void pipeline::drop_all() noexcept {
    while (first_ != nullptr) {
        exchange& dropped = take_first();
        if (dropped.state == exchange_state::running) {
            shared_.exchanges.orphan(dropped);  // its coroutine gives it back
        } else {
            shared_.exchanges.give_back(dropped);
        }
    }
}

void pipeline::count_body(std::size_t size) noexcept {
    last_->received_body += size;
    body_bytes_ += size;
}

http::connection_after pipeline::advance(http::connection_after after_all, std::string& output) {
    auto after = http::connection_after::keep_open;
    do {
        while (first_ != nullptr) {
            if (std::exchange(first_->needs_continue, false)) output += continue_lines;
            if (first_->state != exchange_state::answered) break;
            exchange& answered = take_first();
            after = answered.closes ? http::connection_after::close
                    : is_empty()    ? after_all
                                    : http::connection_after::keep_open;
            const http::request& request = answered.request;
            shared_.writer.write(
                answered.response, {request.method(), request.version(), after}, output
            );
            begin_background(shared_, answered.request);
            shared_.exchanges.give_back(answered);
        }
    } while (start_next());
    return after;
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

void pipeline::start(exchange& next) {
    next.state = exchange_state::answered;
    if (next.route == nullptr) return;
    const http::handler& handler = next.route->handler;
    if (handler.plain != nullptr) return call_plain(handler, next.request, next.response);
    if (shared_.exchanges.orphans() >= shared_.options.connections.orphaned_handlers) {
        return answer_overloaded(next.response);
    }
    next.state = exchange_state::running;
    next.since = shared_.loop.now();
    shared_.loop.spawn(run_coroutine(shared_, next));
}

bool pipeline::is_at_limit() const noexcept {
    const http::http_limits& limits = shared_.options.limits;
    return !is_receiving_body() &&
           (size_ >= limits.pipelined_requests || body_bytes_ >= limits.pipelined_bodies.value);
}

pipeline::time_point pipeline::body_deadline() const noexcept {
    if (!is_receiving_body()) return time_point::max();
    const http::http_limits& limits = shared_.options.limits;
    const auto rate = std::max<std::size_t>(limits.minimum_body_rate.value, 1);
    const std::chrono::milliseconds earned{last_->received_body * 1000 / rate};
    return last_->since + limits.body_grace + earned;
}

pipeline::time_point pipeline::handler_deadline() const noexcept {
    if (is_empty() || first_->state != exchange_state::running) return time_point::max();
    const auto& own = first_->route->options.handler_deadline;
    return first_->since + own.value_or(shared_.options.limits.handler_deadline);
}

}  // namespace microfast::server
