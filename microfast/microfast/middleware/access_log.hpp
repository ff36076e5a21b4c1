/// @file
/// A line for each answer.
#pragma once

#include <microfast/http/middleware.hpp>
#include <microfast/middleware/clocks.hpp>

#include <chrono>
#include <functional>
#include <string_view>

namespace microfast::middleware {

struct access_log_options {
    /// Takes a line without its line feed, from any event loop; must not block. Empty: standard
    /// output, through a `line_writer`.
    std::function<void(std::string_view)> sink{};
    unsigned one_in = 1;                    ///< of the answers below 500 that are not slow
    std::chrono::milliseconds slow{1'000};  ///< answers that took as long are always written
    steady_clock_source now = &std::chrono::steady_clock::now;
    wall_clock_source date = &std::chrono::system_clock::now;
};

/// Writes answers as JSON, one object a line:
///
///     {"time":"2026-01-31T23:59:59.123Z","client":"192.0.2.7","method":"GET","target":"/users/7",
///      "route":"/users/{id}","status":200,"bytes":42,"duration_us":180,"user_agent":"curl/8",
///      "id":"4f..."}
///
/// Bytes are those of the body as it comes from inside, 0 where it is made piece by piece.
/// Whatever a client sends stays inside its string: no line can be forged. Targets are cut at 1,024
/// bytes, user agents at 256. The id is that of `request_id`, which then goes outside of this
/// layer.
///
/// Cost: two clocks and about a microsecond a line. Errors: throws `error` if `one_in` is 0.
[[nodiscard]] http::middleware access_log(access_log_options options = {});

}  // namespace microfast::middleware
