/// @file
/// Slows down clients that ask too often.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/limits/rate.hpp>
#include <microfast/middleware/client_key.hpp>
#include <microfast/middleware/clocks.hpp>
#include <microfast/net/sleep.hpp>

#include <chrono>
#include <cstddef>
#include <functional>

namespace microfast::middleware {

struct throttle_options {
    limits::rate rate{};
    std::chrono::milliseconds longest_wait{5'000};  ///< who would wait longer gets 503
    key_function key = &client_key;
    std::size_t clients = 16'384;  ///< kept at once, then the one of longest ago is forgotten
    steady_clock_source now = &std::chrono::steady_clock::now;
    std::function<task<void>(std::chrono::nanoseconds)> wait = &net::sleep_for;
};

/// Lets requests of a client start at the rate, and the others wait for their turn, without a
/// thread; 503 with Retry-After where that would take too long.
///
/// Cost: a coroutine around the handler, a timer while a request waits. Errors: throws `error` for
/// a rate that is none. Structure: `limits::throttler`.
[[nodiscard]] http::middleware throttle(throttle_options options);

}  // namespace microfast::middleware
