/// @file
/// The body of a request whose handler runs while it arrives.
#pragma once

#include <microfast/http/body_decoder.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/net/event_loop.hpp>

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::server {

struct environment;
struct exchange;

/// Between the connection, which feeds it, and the handler, which reads. Decodes with the decoder
/// of its exchange, whose memory is the buffer.
///
/// Thread safety: none, belongs to its exchange.
class incoming_body final : public http::body_stream {
public:
    using time_point = net::event_loop::time_point;

    /// Whether the client sends the body only when it is told to.
    enum class sending : std::uint8_t { at_once, when_told };

    /// The decoder has been started, and may have decoded some of it.
    incoming_body(environment& shared, exchange& of, http::parse_progress so_far, sending client);

    [[nodiscard]] task<std::string_view> read() override;
    [[nodiscard]] const http::header_fields& trailers() const noexcept override;

    // For the connection.

    /// Takes what belongs to the body from the start of `bytes`. The reader may go on in this call.
    [[nodiscard]] http::body_result feed(std::string_view bytes);

    /// The rest will not come: `read` throws an `http_error` with that status from now on.
    void fail(int status);

    /// The client, which waited for that, is told to send.
    void let_come() noexcept;

    /// Whatever comes is thrown away.
    void discard() noexcept;

    /// Nothing more is to be fed.
    [[nodiscard]] bool is_over() const noexcept { return is_complete_ || failure_ != 0; }

    /// There is so much unread that no more should be fed.
    [[nodiscard]] bool is_full() const noexcept;

    /// The handler waits for bytes.
    [[nodiscard]] bool is_awaited() const noexcept { return bool{reader_}; }

    /// The client has been told to send, or never waited for that.
    [[nodiscard]] bool may_come() const noexcept { return !waits_for_us_; }

    /// When the client has been too slow; the end of time while it is not its turn.
    [[nodiscard]] time_point deadline() const noexcept;

private:
    class arrival;

    void restart_clock() noexcept;
    [[nodiscard]] task<void> let_connection_go_on();
    void wake_reader();

    environment& shared_;
    exchange& exchange_;
    std::string given_;               // what read() gave last
    std::coroutine_handle<> reader_;  // null unless it waits
    time_point since_;                // the rate is counted from then
    std::size_t counted_ = 0;         // bytes as sent, since then
    int failure_ = 0;
    bool is_complete_;
    bool waits_for_us_;  // the client, for 100
    bool is_discarding_ = false;
};

}  // namespace microfast::server
