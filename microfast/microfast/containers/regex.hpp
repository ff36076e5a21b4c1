/// @file
/// Regular expressions whose matching takes time in proportion to the text, whatever they are.
#pragma once

#include <microfast/core/error.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>

namespace microfast::containers {

/// A pattern that is no regular expression, or too large a one. `what()` is a sentence.
class regex_error : public error {
public:
    regex_error(
        std::string_view pattern,
        std::size_t position,
        std::string_view reason,
        std::source_location where = std::source_location::current()
    );

    /// The byte of the pattern where it went wrong.
    [[nodiscard]] std::size_t position() const noexcept { return position_; }

private:
    std::size_t position_;
};

enum class regex_scope : std::uint8_t {
    whole_text,  ///< the expression matches the text from start to end
    anywhere,    ///< it matches some part of the text
};

struct regex_options {
    bool ignore_case = false;  ///< for the letters of ASCII
    regex_scope scope = regex_scope::whole_text;
};

/// Does a text match?
///
///     regex("[a-z]{2}-\\d+").matches("ab-42")
///
/// Syntax: `.` (any character but CR and LF), `[a-z]` `[^a-z]`, `\d \w \s \D \W \S` (of ASCII),
/// `\n \r \t \f \v \xHH \uHHHH`, a backslash before punctuation, `( )` `(?: )`, `|`,
/// `* + ? {m} {m,} {m,n}`, `^` and `$` (start and end of the whole text). A `?` after a quantifier
/// changes nothing here. There are no back references, look-arounds or word boundaries.
///
/// A character is a code point of UTF-8. Bytes that are not UTF-8 match nothing.
///
/// Complexity: the expression becomes a table of states, and a match one load a byte without an
/// allocation. One whose table would be large (512 states) is simulated instead: O(text x
/// expression), two allocations. Never more, whoever wrote expression and text. Limits: 4 KiB of
/// pattern, groups 50 deep, repetitions up to 1,000, 20,000 instructions. Thread safety: safe.
/// Errors: `regex_error` when it is built. Copies share one automaton. Source: Thompson, "Regular
/// expression search algorithm" (1968); Cox, "Regular expression matching can be simple and fast".
class regex {
public:
    explicit regex(std::string_view pattern, regex_options options = {});

    [[nodiscard]] bool matches(std::string_view text) const noexcept;

    [[nodiscard]] const std::string& pattern() const noexcept;

private:
    struct automaton;
    std::shared_ptr<const automaton> automaton_;
};

}  // namespace microfast::containers
