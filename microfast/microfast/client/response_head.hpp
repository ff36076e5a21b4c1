/// @file
/// The head of an answer, as a client reads it.
#pragma once

#include <microfast/http/head_parser.hpp>
#include <microfast/http/header_fields.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/request_head.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace microfast::client {

/// Where the body of an answer ends. Source: RFC 9112, section 6.3.
enum class answer_framing : std::uint8_t {
    none,         ///< there is no body
    length,       ///< after `content_length` bytes, at least one
    chunked,      ///< where its last chunk says so
    until_close,  ///< where the connection does: nobody can tell whether that was all of it
};

/// An answer's head that `parse_response_head` has accepted. Moving keeps its views valid.
struct response_head {
    int status = 0;
    http::http_version version = http::http_version::http_1_1;
    answer_framing framing = answer_framing::none;
    bool keep_alive = true;   ///< the server leaves the connection open, and its framing allows it
    bool has_length = false;  ///< it says how long its body is, or would be if there were one
    std::uint64_t content_length = 0;
    http::header_fields headers;
    std::vector<char> text;  ///< what the views point into

    [[nodiscard]] bool is_interim() const noexcept { return status < 200; }
};

/// Reads one head from the start of `bytes`. `consumed` of the result is its size. `scanned` is how
/// many of the bytes an earlier call has seen: 0 at first, kept by the call.
///
/// Strict where leniency would let two readers disagree about where an answer ends: lines end in
/// CRLF, no line is folded, no name is followed by white space, lengths are digits and agree,
/// `chunked` is the only coding and excludes a length. Whatever breaks that is rejected (with
/// status 502, what a gateway says then), never guessed at.
///
/// Complexity: O(n), in however many pieces they come. Errors: none thrown. Limits: those of
/// `limits` for heads and field lines. Source: RFC 9112, sections 4 to 6.
[[nodiscard]] http::head_result parse_response_head(
    std::string_view bytes,
    std::size_t& scanned,
    http::method asked_with,
    const http::http_limits& limits,
    response_head& head
);

}  // namespace microfast::client
