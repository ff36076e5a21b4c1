/// @file
/// How much a client may send, and how long it may take.
#pragma once

#include <microfast/core/byte_count.hpp>

#include <chrono>
#include <cstddef>

namespace microfast::http {

/// The limits of a connection and of the requests on it; all finite. A route may set its own
/// `body`, `handler_deadline` and `heartbeat`.
struct http_limits {
    byte_count head = 16_KiB;             ///< request line and fields together, then 431
    std::size_t headers = 100;            ///< field lines, then 431
    byte_count target = 8_KiB;            ///< then 414
    byte_count body = 1_MiB;              ///< after decoding, then 413
    byte_count chunk_extensions = 4_KiB;  ///< of all chunks of a body together, then 400
    byte_count trailers = 8_KiB;          ///< then 431
    std::size_t pipelined_requests = 64;  ///< waiting for answers, then the client is not read
    byte_count pipelined_bodies = 2_MiB;  ///< of these together, then too; the last may exceed it
    byte_count stream_buffer = 64_KiB;  ///< of a streamed body, unread; then the client is not read
    std::chrono::milliseconds header_deadline{10'000};  ///< from first to last byte, then 408
    byte_count minimum_body_rate = 1_KiB;               ///< per second after `body_grace`, then 408
    std::chrono::milliseconds body_grace{10'000};       ///< how long a body may be slower
    std::chrono::milliseconds idle_timeout{60'000};     ///< between requests, then closed silently
    std::chrono::milliseconds handler_deadline{
        30'000};  ///< for a coroutine handler, then 503; for each piece of a streamed answer, then
                  ///< reset
    std::chrono::milliseconds heartbeat{15'000};  ///< of an event stream that is silent; 0: none
};

}  // namespace microfast::http
