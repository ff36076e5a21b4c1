/// @file
/// Requests with conditions: only if it changed, only if nobody else changed it.
#pragma once

#include <microfast/http/entity_tag.hpp>
#include <microfast/http/header_fields.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace microfast::http {

/// What is known of the representation that a request is about, as it is now.
struct representation_state {
    std::optional<entity_tag> tag{};
    std::optional<std::chrono::sys_seconds> last_modified{};
    bool exists = true;  ///< false: only `*` and "was never modified" can be judged
};

enum class precondition_verdict : std::uint8_t {
    proceed,       ///< do what the method says
    not_modified,  ///< answer 304 without content: the client has what it wants
    failed,        ///< answer 412 and do nothing
};

/// Judges If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since in the order that
/// decides. For use after the request was found to be fine otherwise: where the answer without
/// conditions would not be a success, conditions are not looked at.
///
/// Dates that are malformed, and If-Modified-Since in the future, are as if they were not sent.
/// Complexity: O(length of the fields); nothing is allocated. Source: RFC 9110, section 13.2.2.
[[nodiscard]] precondition_verdict judge_preconditions(
    method method,
    const header_fields& fields,
    const representation_state& current,
    std::chrono::sys_seconds now
) noexcept;

/// May the Range field of this request be honoured? True without If-Range; else if it names the
/// current representation by a strong tag or by the very date of its last change. Source: RFC 9110,
/// section 13.1.5.
[[nodiscard]] bool allows_ranges(
    const header_fields& fields, const representation_state& current, std::chrono::sys_seconds now
) noexcept;

/// Turns the answer of a success into the 304 that stands for it: without content and the fields
/// that describe it, with those that caches go by (ETag, Cache-Control, Vary, Expires,
/// Content-Location). Source: RFC 9110, section 15.4.5.
void make_not_modified(response& answer);

}  // namespace microfast::http
