#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/net/use_task.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/incoming_body.hpp>

#include <asio/post.hpp>

#include <cassert>
#include <string>
#include <utility>

namespace microfast::server {

namespace {

std::string_view explain(int status) noexcept {
    switch (status) {
        case http::status::request_timeout: return "the body arrives too slowly";
        case http::status::content_too_large: return "the body is too large";
        case http::status::request_header_fields_too_large: return "the trailers are too large";
        default: return "the body did not arrive as a whole";
    }
}

}  // namespace

/// Waits until bytes, the end or a failure have come.
class incoming_body::arrival {
public:
    explicit arrival(incoming_body& body) noexcept : body_{body} {}

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> reader) const noexcept { body_.reader_ = reader; }
    void await_resume() const noexcept {}

private:
    incoming_body& body_;
};

incoming_body::incoming_body(
    environment& shared, exchange& of, http::parse_progress so_far, sending client
)
    : shared_{shared},
      exchange_{of},
      is_complete_{so_far == http::parse_progress::complete},
      waits_for_us_{client == sending::when_told} {
    restart_clock();
}

task<std::string_view> incoming_body::read() {
    assert(!reader_);  // one at a time
    if (waits_for_us_) {
        let_come();
        exchange_.needs_continue = true;
        co_await let_connection_go_on();
    }
    for (;;) {
        if (failure_ != 0) throw http_error{failure_, std::string{explain(failure_)}};
        if (!exchange_.body.body().empty()) break;
        if (is_complete_) co_return std::string_view{};
        co_await arrival(*this);
    }
    const bool held_client_up = is_full();
    exchange_.body.take_body(given_);
    exchange_.since = shared_.loop.now();
    if (held_client_up) {
        restart_clock();
        co_await let_connection_go_on();
    }
    co_return std::string_view{given_};
}

/// Its client may be read again, or be told to send.
task<void> incoming_body::let_connection_go_on() {
    if (exchange_.owner != nullptr && shared_.inside != nullptr &&
        shared_.inside != exchange_.owner) {
        co_await asio::post(shared_.loop.executor(), net::use_task);  // not in another's event
    }
    if (exchange_.owner != nullptr) exchange_.owner->go_on();
}

const http::header_fields& incoming_body::trailers() const noexcept {
    return exchange_.body.trailers();
}

http::body_result incoming_body::feed(std::string_view bytes) {
    const auto result = exchange_.body.decode(bytes);
    counted_ += result.consumed;
    if (result.consumed > 0) waits_for_us_ = false;  // it does not wait after all
    if (is_discarding_) exchange_.body.take_body(given_);
    is_complete_ = result.progress == http::parse_progress::complete;
    if (result.progress == http::parse_progress::rejected) {
        fail(result.status);
    } else if (is_complete_ || !exchange_.body.body().empty()) {
        wake_reader();
    }
    return result;
}

void incoming_body::fail(int status) {
    if (is_over()) return;
    failure_ = status;
    wake_reader();
}

void incoming_body::wake_reader() {
    if (reader_) std::exchange(reader_, {}).resume();
}

void incoming_body::let_come() noexcept {
    waits_for_us_ = false;
    restart_clock();
}

void incoming_body::discard() noexcept {
    is_discarding_ = true;
    exchange_.body.take_body(given_);
    restart_clock();
}

bool incoming_body::is_full() const noexcept {
    return exchange_.body.body().size() >= shared_.options.limits.stream_buffer.value;
}

void incoming_body::restart_clock() noexcept {
    since_ = shared_.loop.now();
    counted_ = 0;
}

incoming_body::time_point incoming_body::deadline() const noexcept {
    if (is_over() || is_full() || waits_for_us_) return time_point::max();
    return shared_.body_deadline(since_, counted_);
}

}  // namespace microfast::server
