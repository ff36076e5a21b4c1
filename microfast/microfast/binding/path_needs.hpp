/// @file
/// Does a pattern have what a handler takes from it? Answered while the program compiles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace microfast::binding {

/// Names without memory of their own, as many as a pattern may have.
struct name_list {
    std::array<std::string_view, 16> names{};
    std::size_t size = 0;

    [[nodiscard]] constexpr bool contains(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < size; ++i) {
            if (names[i] == name) return true;
        }
        return false;
    }
    /// False if it is full.
    constexpr bool add(std::string_view name) noexcept {
        if (size == names.size()) return false;
        names[size++] = name;
        return true;
    }
};

/// What a handler takes from the path.
struct path_needs {
    std::size_t by_position = 0;  ///< scalars, which take what no name takes, in order
    name_list by_name{};          ///< of `path<"name", ...>`, also those of dependencies
    bool reads_request = false;   ///< takes the request, so may read parameters itself
};

enum class pattern_verdict : std::uint8_t {
    fine,
    no_leading_slash,
    unbalanced_brace,
    parameter_within_a_segment,  ///< "/a{b}": a parameter fills its segment
    bad_name,                    ///< not an identifier
    name_twice,
    too_many_parameters,  ///< more than 16
    goes_on_after_tail,   ///< "/{path*}/x"
    missing_parameter,    ///< the handler takes a parameter that the pattern has not
    unbound_parameter,    ///< the pattern has a parameter that the handler does not take
};

/// The names of the parameters of a pattern, in order: "/users/{id}/{rest*}", "/{code:[a-z]{3}}".
[[nodiscard]] constexpr pattern_verdict read_parameter_names(
    std::string_view pattern, name_list& into
) {
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const auto is_identifier = [&](std::string_view name) {
        if (name.empty() || !is_letter(name[0])) return false;
        for (const char c : name) {
            if (!is_letter(c) && !(c >= '0' && c <= '9')) return false;
        }
        return true;
    };
    if (pattern.empty()) return pattern_verdict::fine;  // the prefix of its router by itself
    if (pattern[0] != '/') return pattern_verdict::no_leading_slash;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        if (pattern[at] == '}') return pattern_verdict::unbalanced_brace;
        if (pattern[at] != '{') continue;
        if (pattern[at - 1] != '/') return pattern_verdict::parameter_within_a_segment;
        const auto begin = at + 1;
        for (std::size_t depth = 1; depth > 0;) {
            if (++at == pattern.size()) return pattern_verdict::unbalanced_brace;
            if (pattern[at] == '\\') {
                ++at;  // an escaped brace of an expression
                continue;
            }
            depth += pattern[at] == '{' ? 1U : 0U;
            depth -= pattern[at] == '}' ? 1U : 0U;
        }
        auto name = pattern.substr(begin, at - begin);
        const auto colon = name.find(':');
        const bool is_tail = colon == name.npos && name.ends_with('*');
        name = colon != name.npos ? name.substr(0, colon) : name.substr(0, name.size() - is_tail);
        if (!is_identifier(name)) return pattern_verdict::bad_name;
        if (into.contains(name)) return pattern_verdict::name_twice;
        if (!into.add(name)) return pattern_verdict::too_many_parameters;
        if (at + 1 < pattern.size() && pattern[at + 1] != '/')
            return pattern_verdict::parameter_within_a_segment;
        if (is_tail && at + 1 < pattern.size()) return pattern_verdict::goes_on_after_tail;
    }
    return pattern_verdict::fine;
}

[[nodiscard]] constexpr pattern_verdict check_pattern(
    std::string_view pattern, const path_needs& needs
) {
    name_list present;
    const auto verdict = read_parameter_names(pattern, present);
    if (verdict != pattern_verdict::fine) return verdict;
    for (std::size_t i = 0; i < needs.by_name.size; ++i) {
        if (!present.contains(needs.by_name.names[i])) return pattern_verdict::missing_parameter;
    }
    const auto left = present.size - needs.by_name.size;
    if (left < needs.by_position) return pattern_verdict::missing_parameter;
    const bool all_bound = left == needs.by_position || needs.reads_request;
    return all_bound ? pattern_verdict::fine : pattern_verdict::unbound_parameter;
}

/// Throws `error` with the reason if the pattern does not fit. Named parameters may also stand in
/// the prefix before it. Returns how many parameters the pattern has.
std::size_t require_fit(std::string_view prefix, std::string_view pattern, const path_needs& needs);

}  // namespace microfast::binding
