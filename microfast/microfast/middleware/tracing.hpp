/// @file
/// Spans: who called whom, and how long it took.
#pragma once

#include <microfast/http/method.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/http/request.hpp>
#include <microfast/middleware/clocks.hpp>
#include <microfast/middleware/trace_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string_view>

namespace microfast::middleware {

/// A request that was answered.
struct finished_span {
    trace_context context{};
    std::uint64_t parent = 0;  ///< the span that asked, 0 if the trace began here
    http::method method = http::method::unknown;
    std::string_view route{};  ///< the pattern
    std::string_view target{};
    int status = 0;
    std::chrono::system_clock::time_point start{};
    std::chrono::nanoseconds duration{0};
};

/// Takes spans to wherever they are looked at: an exporter, a log, a test.
class span_sink {
public:
    span_sink() = default;
    span_sink(const span_sink&) = delete;
    span_sink& operator=(const span_sink&) = delete;
    virtual ~span_sink() = default;

    /// Called on the event loop of the request: copies what it keeps, and does not block.
    virtual void record(const finished_span& span) noexcept = 0;
};

struct tracing_options {
    std::shared_ptr<span_sink> sink{};  ///< needed
    unsigned one_in =
        1;  ///< of the traces that begin here is sampled; the others follow their parent
    steady_clock_source now = &std::chrono::steady_clock::now;
    wall_clock_source date = &std::chrono::system_clock::now;
};

/// Reads `traceparent`, makes a span for the request, and gives it to the sink if it is sampled.
///
/// Handlers that call other services send `to_traceparent(*trace_of(request))` along, and the
/// request's `tracestate` as it came.
///
/// Cost: the request's context; two clocks and the sink if it is sampled. Errors: throws `error`
/// without a sink, and if `one_in` is 0. Source: W3C Trace Context.
[[nodiscard]] http::middleware tracing(tracing_options options);

/// The request's place in its trace, null without the layer.
[[nodiscard]] const trace_context* trace_of(const http::request& request) noexcept;

}  // namespace microfast::middleware
