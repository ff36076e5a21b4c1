/// @file
/// The ways in which the service says no.
#pragma once

#include <microfast/http/response.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace unamex::api {

/// What went wrong, for programs: the last part of the problem's `type`,
/// `urn:unamex:problem:taken`. These words are part of the API.
enum class problem_kind : std::uint8_t {
    refused,      ///< 422: nobody can have the name; `reason` says why
    taken,        ///< 409: somebody has the name
    key_reused,   ///< 422: the idempotency key came with another request before
    bad_payload,  ///< 422: the body is JSON, but not what is expected
    bad_prefix,   ///< 422: no name can begin so
    bad_cursor,   ///< 400: the cursor is none that was given out for this search
    unavailable,  ///< 503: a part of the service that this answer needs is away
};

/// A problem document (RFC 9457) with the status of its kind. `reason`, a word, is left out where
/// empty.
[[nodiscard]] microfast::http::response make_problem(
    problem_kind kind, std::string_view detail, std::string_view reason = {}
);

/// `unavailable`, with when asking again makes sense: in whole seconds, at least one.
[[nodiscard]] microfast::http::response make_unavailable(
    std::string_view detail, std::chrono::milliseconds retry_after
);

}  // namespace unamex::api
