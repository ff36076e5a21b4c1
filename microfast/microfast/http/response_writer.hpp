/// @file
/// From answers to bytes.
#pragma once

#include <microfast/http/method.hpp>
#include <microfast/http/request_head.hpp>
#include <microfast/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace microfast::http {

enum class connection_after : std::uint8_t { keep_open, close };

/// What follows the head that was written.
enum class body_rest : std::uint8_t {
    none,  ///< nothing: the answer is complete
    as_is,
    chunked,  ///< each piece by `append_chunk`, then `append_last_chunk`
};

/// What an answer's form depends on besides the answer itself.
struct reply_context {
    http::method method = http::method::get;  ///< of the request: HEAD has no body
    http_version version =
        http_version::http_1_1;  ///< of the request: 1.0 must be told of keep-alive
    connection_after after = connection_after::keep_open;
};

/// Renders answers with the date of the current second. One for each event loop.
///
/// Writes exactly one of each framing field, none with 204 and 304; no body to HEAD, though its
/// length. An answer whose status is not a final one becomes a problem with 500. The body of one
/// with a source is left to the caller. Source: RFC 9110, sections 6.6.1 and 8.6, RFC 9112,
/// section 6.
class response_writer {
public:
    /// Renders the parts of a head that change once a second. Cheap when the second is the same.
    void set_time(std::chrono::sys_seconds now);

    /// Appends the answer to `output`, or only its head if it has a source.
    body_rest write(const response& answer, const reply_context& context, std::string& output)
        const;

    /// Appends a problem document for a request that was refused; always the last on its
    /// connection.
    void write_refusal(int status, std::string& output) const;

private:
    std::chrono::sys_seconds time_{std::chrono::seconds{-1}};
    std::string ok_head_;  // status line of 200 and the date line
    std::string date_line_;
};

/// The body ends where the connection does: this must be the last answer on it.
[[nodiscard]] bool ends_with_connection(const response& answer, http_version version);

/// Appends a piece of a chunked body. An empty one would end it, and is left out.
void append_chunk(std::string_view piece, std::string& output);

/// Appends the end of a chunked body.
void append_last_chunk(const response_headers& trailers, std::string& output);

}  // namespace microfast::http
