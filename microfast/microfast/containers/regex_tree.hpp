/// @file
/// A regular expression, taken apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace microfast::containers {

/// Code points from `first` to `last`.
struct code_range {
    char32_t first = 0;
    char32_t last = 0;
    friend bool operator==(const code_range&, const code_range&) = default;
};

/// A set of code points: sorted ranges that neither touch nor overlap.
class code_set {
public:
    void add(char32_t first, char32_t last) { ranges_.push_back({first, last}); }
    void add(const code_set& other);

    /// Adds the other case of every letter of ASCII.
    void add_other_cases();

    /// Sorts and joins the ranges. To be called before the set is read or negated.
    void normalise();
    void negate();

    [[nodiscard]] const std::vector<code_range>& ranges() const noexcept { return ranges_; }

private:
    std::vector<code_range> ranges_;
};

enum class regex_node_kind : std::uint8_t {
    characters,    ///< one code point of `set`
    sequence,      ///< all children, one after the other; without any, the empty text
    alternatives,  ///< one of the children
    repetition,    ///< its only child, `least` to `most` times
    text_start,
    text_end,
};

struct regex_node {
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    regex_node_kind kind = regex_node_kind::sequence;
    code_set set{};
    std::vector<regex_node> children{};
    std::size_t least = 0;
    std::size_t most = unbounded;
};

inline constexpr std::size_t longest_regex = 4096;
inline constexpr std::size_t deepest_regex = 50;
inline constexpr std::size_t most_repetitions = 1000;

/// Throws `regex_error` where `pattern` is not one.
[[nodiscard]] regex_node parse_regex(std::string_view pattern, bool ignore_case);

}  // namespace microfast::containers
