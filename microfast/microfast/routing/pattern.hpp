/// @file
/// The path of a route: text and parameters between slashes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::routing {

enum class segment_kind : std::uint8_t {
    text,        ///< matches itself
    expression,  ///< `{name:regex}` matches one segment that the expression matches, and no empty
                 ///< one
    parameter,   ///< `{name}` matches one segment that is not empty
    tail,        ///< `{name*}` matches the rest of the path, slashes included, maybe empty
};

struct pattern_segment {
    segment_kind kind = segment_kind::text;
    std::string text{};        ///< the text itself, or the name
    std::string expression{};  ///< of an expression
};

/// "/users/{id:\d+}/files/{path*}", taken apart.
struct pattern {
    std::vector<pattern_segment> segments{};

    /// Does it match exactly one path?
    [[nodiscard]] bool is_static() const noexcept;

    [[nodiscard]] std::vector<std::string> parameter_names() const;
};

/// Throws `error` with the reason if `text` is not a pattern: it starts with a slash; a parameter
/// fills its segment; names are identifiers, no two alike, 16 at most; an expression is one of
/// `containers::regex`; a tail comes last; no segment is "." or "..".
[[nodiscard]] pattern parse_pattern(std::string_view text);

/// "/v1" and "/users" make "/v1/users". The prefix is empty or starts with a slash and does not end
/// with one, the pattern is empty or starts with a slash; else `error` is thrown.
[[nodiscard]] std::string join_patterns(std::string_view prefix, std::string_view pattern);

}  // namespace microfast::routing
