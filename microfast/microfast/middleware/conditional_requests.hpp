/// @file
/// Sends no content to a client that has it already.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/middleware/clocks.hpp>

namespace microfast::middleware {

struct conditional_requests_options {
    byte_count largest_tagged = 1_MiB;  ///< bodies up to this size get a tag of their content
    wall_clock_source now = &std::chrono::system_clock::now;
};

/// Answers GET and HEAD with 304, or 412, where the request's conditions say so, and gives answers
/// without an ETag a weak one made of their content.
///
/// The handler has done its work by then: what is saved is the way to the client. Only answers with
/// status 200 are judged. Put it inside of `compress`.
///
/// Cost: a hash of the body, about a nanosecond for eight bytes, where the handler gave no tag.
/// Source: RFC 9110, section 13.
[[nodiscard]] http::middleware conditional_requests(conditional_requests_options options = {});

}  // namespace microfast::middleware
