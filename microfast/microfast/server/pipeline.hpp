/// @file
/// The requests of a connection that are not answered, in order.
#pragma once

#include <microfast/http/body_source.hpp>
#include <microfast/http/response_writer.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/exchange.hpp>
#include <microfast/server/outbox.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::server {

/// Answers leave in the order of their requests, whatever finishes first.
///
/// An answer after which the connection closes is the last, whatever was asked behind it.
/// Requests with safe methods may run beside each other; one with an unsafe method waits for all
/// before it, and all after it wait for it. What nobody waits for any more is dropped; a handler or
/// a source that is at work meanwhile becomes an orphan, which only the worker's pool of exchanges
/// still knows.
///
/// Complexity: O(1), but `advance` O(number of requests).
/// Thread safety: none, belongs to its connection.
/// Errors: none thrown.
/// Source: RFC 9112, section 9.3.2.
class pipeline {
public:
    using time_point = net::event_loop::time_point;

    explicit pipeline(environment& shared) noexcept : shared_{shared} {}
    pipeline(const pipeline&) = delete;
    pipeline& operator=(const pipeline&) = delete;
    ~pipeline() { drop_all(); }

    void append(exchange& added) noexcept;
    void drop_all() noexcept;

    /// The rest of the last request's body will not come: it is refused in its turn.
    void refuse_last(int status);

    /// The last request takes this many more bytes of its body, as sent.
    void count_body(std::size_t size) noexcept;

    /// Writes the answers whose turn has come and starts the requests that may start, until neither
    /// is left. `after_all` is what the answer says that leaves nothing behind it; any other says
    /// close only if its exchange does. Returns what the last one written has said.
    [[nodiscard]] http::connection_after advance(http::connection_after after_all, outbox& output);

    /// The client will send no more: tells the handlers that want to know.
    void tell_client_left() noexcept;

    [[nodiscard]] bool is_empty() const noexcept { return first_ == nullptr; }
    [[nodiscard]] exchange& last() noexcept { return *last_; }

    /// No further request, or no more of a body, should be read.
    [[nodiscard]] bool is_full() const noexcept { return !is_empty() && is_at_limit(); }

    /// The body of the last request is on its way.
    [[nodiscard]] bool is_receiving_body() const noexcept {
        return first_ != nullptr && last_->is_receiving();
    }

    /// The first answer has begun and is not at its end.
    [[nodiscard]] bool is_inside_answer() const noexcept {
        return first_ != nullptr && (first_->state == exchange_state::streaming ||
                                     first_->state == exchange_state::broken);
    }

    /// When that body has been too slow, and when the first handler or source has taken too long;
    /// the end of time if there is none.
    [[nodiscard]] time_point body_deadline() const noexcept;
    [[nodiscard]] time_point handler_deadline() const noexcept;

    /// When the client of a silent source should hear something; the end of time if it need not.
    [[nodiscard]] time_point heartbeat_due() const noexcept;
    /// Appends that, if the source has something.
    void append_heartbeat(std::string& output);

    /// The oldest request that is not answered; there must be one.
    [[nodiscard]] const exchange& first() const noexcept { return *first_; }

private:
    struct begun_answer {
        http::connection_after after;          // what it says
        std::optional<http::file_range> file;  // that follows
    };

    exchange& take_first() noexcept;
    [[nodiscard]] bool finish_first(
        http::connection_after after_all, outbox& output, http::connection_after& after
    );
    [[nodiscard]] http::connection_after begin_answer(
        exchange& answered, http::connection_after after_all, outbox& output
    );
    [[nodiscard]] begun_answer write_head(
        exchange& answered, http::connection_after after_all, std::string& output
    );
    void drop_behind_first() noexcept;
    [[nodiscard]] bool can_drain(const exchange& answered) const noexcept;
    [[nodiscard]] bool is_at_limit() const noexcept;
    [[nodiscard]] bool start_next();
    void start(exchange& next);
    [[nodiscard]] std::string_view overload_of(const routing::route& route) const noexcept;

    environment& shared_;
    exchange* first_ = nullptr;  // the oldest request that is not answered
    exchange* last_ = nullptr;   // valid if first_ is
    std::size_t size_ = 0;
    std::size_t body_bytes_ = 0;  // of all bodies, as sent
};

}  // namespace microfast::server
