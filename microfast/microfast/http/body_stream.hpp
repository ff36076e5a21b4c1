/// @file
/// The body of a request, while it arrives.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/header_fields.hpp>

#include <string_view>

namespace microfast::http {

/// Gives the body of a request piece by piece: `request.body_stream()`, for routes with
/// `streams_body`, whose handlers start as soon as the head is there.
///
/// A handler that does not read holds its client up: beyond `http_limits::stream_buffer` nothing is
/// read from the connection. The limit of the route holds for the whole of it, the minimum rate
/// while the handler waits. What a handler leaves unread is thrown away up to
/// `connection_limits::linger_drain`; beyond that its answer says close.
///
/// Errors: `read` throws an `http_error` when the body does not arrive as a whole: the client has
/// left or ended early (400), broke the framing (400), exceeds a limit (413, 431) or is too slow
/// (408). So nobody takes a part of a body for a whole one.
/// Thread safety: none, belongs to one exchange, and one coroutine reads at a time.
class body_stream {
public:
    body_stream() = default;
    body_stream(const body_stream&) = delete;
    body_stream& operator=(const body_stream&) = delete;
    virtual ~body_stream() = default;

    /// Waits for the next bytes, good until it is called again; empty at the end. The first call
    /// sends 100 (Continue) to a client that waits for it.
    [[nodiscard]] virtual task<std::string_view> read() = 0;

    /// The fields behind a chunked body, once `read` has come to the end.
    [[nodiscard]] virtual const header_fields& trailers() const noexcept = 0;
};

}  // namespace microfast::http
