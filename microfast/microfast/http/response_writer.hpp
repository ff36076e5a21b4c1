/// @file
/// From answers to bytes.
#pragma once

#include <microfast/http/method.hpp>
#include <microfast/http/request_head.hpp>
#include <microfast/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace microfast::http {

enum class connection_after : std::uint8_t { keep_open, close };

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
/// length. An answer whose status is not a final one becomes a problem with 500. Source: RFC 9110,
/// sections 6.6.1 and 8.6, RFC 9112, section 6.
class response_writer {
public:
    /// Renders the parts of a head that change once a second. Cheap when the second is the same.
    void set_time(std::chrono::sys_seconds now);

    /// Appends the answer to `output`.
    void write(const response& answer, const reply_context& context, std::string& output) const;

    /// Appends a problem document for a request that was refused; always the last on its
    /// connection.
    void write_refusal(int status, std::string& output) const;

private:
    std::chrono::sys_seconds time_{std::chrono::seconds{-1}};
    std::string ok_head_;  // status line of 200 and the date line
    std::string date_line_;
};

}  // namespace microfast::http
