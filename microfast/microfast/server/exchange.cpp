#include <microfast/http/head_parser.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/http/status.hpp>
#include <microfast/routing/refusal.hpp>
#include <microfast/server/exchange.hpp>

#include <utility>

namespace microfast::server {

void exchange::adopt(std::string_view head, http::request& parsed, http::body_decoder& decoded) {
    head_bytes.assign(head.begin(), head.end());
    parsed.relocate(head, head_bytes.data());
    std::swap(request, parsed);
    if (request.head().framing == http::body_framing::none) return;
    std::swap(body, decoded);
    request.set_body(body.body());
    received_body = body.body().size();
}

void exchange::repeat(const exchange& other, const http::http_limits& limits) {
    head_bytes = other.head_bytes;
    std::size_t scanned = 0;
    const auto head =
        http::parse_head({head_bytes.data(), head_bytes.size()}, scanned, limits, request.head());
    if (head.progress != http::parse_progress::complete) request.clear();  // it had none
    request.head().method = other.request.method();
    request.set_route_pattern(other.request.route_pattern());
}

void exchange::refuse(const routing::route& by, int status, std::string_view detail) {
    route = &by;
    state = exchange_state::waiting;
    needs_continue = false;
    request.set_body({});
    request.context().set(routing::refusal{status, std::string{detail}});
}

void exchange::tell_client_left() noexcept {
    knows_client_left = true;
    const bool is_wanted = route != nullptr && route->options.cancel_on_disconnect;
    if (is_wanted && state == exchange_state::running) cancelled.cancel();
    // Last, because whoever hears of it may end the exchange.
    if (const auto* context = request.find_context()) context->request_stop();
}

exchange& exchange_pool::take() {
    if (idle_.empty()) {
        used_.emplace_front();
    } else {
        used_.splice(used_.begin(), idle_, idle_.begin());
    }
    exchange& taken = used_.front();
    taken.self = used_.begin();
    return taken;
}

void exchange_pool::give_back(exchange& used) noexcept {
    if (used.is_orphan()) {
        --orphans_;
        if (when_orphan_ended) when_orphan_ended();
    }
    if (used.is_pinned) {
        used.state = exchange_state::sent;
        return;
    }
    const bool is_large = used.response.kept_memory() > kept_memory_.value ||
                          used.body.kept_memory() > kept_memory_.value;
    if (is_large || idle_.size() >= kept) {
        used_.erase(used.self);
        return;
    }
    used.owner = nullptr;
    used.next = nullptr;
    used.state = exchange_state::waiting;
    used.closes = used.needs_continue = used.knows_client_left = false;
    used.route = nullptr;
    used.received_body = 0;
    used.stream.reset();
    used.rest = http::body_rest::none;
    used.announced_left.reset();
    used.is_mute = false;
    used.held_up = {};
    used.cancelled.reset();
    used.head_bytes.clear();
    used.request.clear();
    used.body.clear();
    used.response.clear();
    idle_.splice(idle_.begin(), used_, used.self);
}

void exchange_pool::clear() noexcept {
    used_.clear();
    idle_.clear();
    orphans_ = 0;
}

void exchange_pool::drop(exchange* first) noexcept {
    // All of them before any is told: whoever hears of it may let the others end in this call, and
    // none of them must find its connection then.
    for (exchange* each = first; each != nullptr; each = each->next) {
        each->owner = nullptr;
        each->is_pinned = true;
        if (each->is_running()) ++orphans_;
    }
    while (first != nullptr)
        abandon(*std::exchange(first, first->next));
}

void exchange_pool::abandon(exchange& dropped) noexcept {
    if (dropped.is_running()) {
        dropped.tell_client_left();
        if (dropped.stream != nullptr) dropped.stream->fail(http::status::bad_request);
        if (dropped.state == exchange_state::streaming) {
            dropped.cancelled.cancel();
            if (dropped.held_up) std::exchange(dropped.held_up, {}).resume();  // sees it and ends
        }
    }
    dropped.is_pinned = false;
    if (!dropped.is_running()) give_back(dropped);
}

}  // namespace microfast::server
