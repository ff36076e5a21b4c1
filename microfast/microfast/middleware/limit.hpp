/// @file
/// Refuses clients that ask too often.
#pragma once

#include <microfast/http/middleware.hpp>
#include <microfast/limits/rate.hpp>
#include <microfast/middleware/client_key.hpp>
#include <microfast/middleware/clocks.hpp>

#include <cstddef>
#include <string>

namespace microfast::middleware {

struct limit_options {
    limits::rate rate{};
    std::string name = "default";    ///< of the policy, in the fields; a token
    key_function key = &client_key;  ///< for whom requests are counted
    std::size_t clients = 16'384;    ///< counted at once, then the one of longest ago is forgotten
    steady_clock_source now = &std::chrono::steady_clock::now;
};

/// Answers 429 with Retry-After to more requests of a client than the rate allows in any window.
///
/// Every answer says how many are left, `RateLimit: "default";r=99;t=42`, where t is the time in
/// seconds until there is one more, and what is allowed, `RateLimit-Policy: "default";q=100;w=60`.
///
/// Cost: one lock that is rarely shared, one clock, two fields. Errors: throws `error` for a rate
/// that is none and for a name that is not a token. Source: draft-ietf-httpapi-ratelimit-headers.
/// Structure: `limits::rate_limiter`.
[[nodiscard]] http::middleware limit(limit_options options);

}  // namespace microfast::middleware
