/// @file
/// From bytes to a request head, or to the reason why not.
#pragma once

#include <microfast/http/limits.hpp>
#include <microfast/http/request_head.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microfast::http {

enum class parse_progress : std::uint8_t {
    incomplete,  ///< everything so far is fine: call again with more bytes
    complete,
    rejected,  ///< answer with `status` and close: what follows cannot be trusted
};

struct head_result {
    parse_progress progress = parse_progress::incomplete;
    int status = 0;            ///< of the answer, if rejected
    std::size_t consumed = 0;  ///< bytes of the head and of empty lines before it, if complete
};

/// Reads one request head from the start of `bytes`, which may hold less than a head or much more.
///
/// Strict: whatever RFC 9110 and RFC 9112 allow a server to refuse because another server on the
/// way might read it differently, is refused. A head either becomes complete here as a whole or
/// leaves `head` in a state that only `clear` ends. Does not look at the size of the body, since a
/// route may set its limit.
///
/// `scanned` is how many of the bytes an earlier call has already seen, so that a head that
/// trickles in is not searched again and again; the call updates it, and sets it to 0 once the head
/// is complete.
///
/// Complexity: O(n) for the bytes after `scanned`, plus the head once. Allocates nothing once
/// `head` has seen a head of that size. Errors: none thrown; see `head_result`. Lifetime: the views
/// in `head` point into `bytes`. Source: RFC 9112, sections 2, 3, 5 and 6.
[[nodiscard]] head_result parse_head(
    std::string_view bytes, std::size_t& scanned, const http_limits& limits, request_head& head
);

}  // namespace microfast::http
