/// @file
/// Which journey through many services does a request belong to?
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::middleware {

/// The place of a request in a trace. Source: W3C Trace Context, section 3.2.
struct trace_context {
    std::uint64_t trace_high = 0;  ///< the id of the trace: 128 bits, not all zero
    std::uint64_t trace_low = 0;
    std::uint64_t span = 0;  ///< the id of this step, not zero
    bool is_sampled = false;

    friend bool operator==(const trace_context&, const trace_context&) = default;
};

/// The context that the field `traceparent` names, of this version or a later one; empty if it is
/// malformed.
[[nodiscard]] std::optional<trace_context> parse_traceparent(std::string_view field) noexcept;

/// As it stands in the field: "00-<trace>-<span>-01".
[[nodiscard]] std::string to_traceparent(const trace_context& context);

/// A new trace, or, of a parent, the next step in it.
[[nodiscard]] trace_context begin_trace(bool is_sampled);
[[nodiscard]] trace_context next_step(const trace_context& parent);

}  // namespace microfast::middleware
