/// @file
/// What a value must fulfil, without templates: what readers check and schemas say.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace microfast::containers {
class regex;
}

namespace microfast::binding {

/// A number between angle brackets, of any arithmetic type; the doubles travel as bits, because
/// clang before 18 takes no floating point template arguments.
struct number {
    std::uint64_t magnitude = 0;  // of a whole number
    std::uint64_t real_bits = 0;
    bool is_negative = false;
    bool is_whole = true;

    template <std::integral Number>
    constexpr number(Number value) noexcept  // NOLINT(google-explicit-constructor)
        : magnitude(static_cast<std::uint64_t>(value)),
          real_bits(std::bit_cast<std::uint64_t>(static_cast<double>(value))),
          is_negative(value < Number{}) {
        if (is_negative) magnitude = 0 - magnitude;
    }
    constexpr number(double value) noexcept  // NOLINT(google-explicit-constructor)
        : real_bits(std::bit_cast<std::uint64_t>(value)),
          is_negative(value < 0),
          is_whole(false) {
        constexpr double first_inexact = 9007199254740992.0;  // 2^53
        const double size = is_negative ? -value : value;
        if (!(size < first_inexact)) return;
        magnitude = static_cast<std::uint64_t>(size);
        is_whole = static_cast<double>(magnitude) == size;
    }
    [[nodiscard]] constexpr double real() const noexcept {
        return std::bit_cast<double>(real_bits);
    }
};

enum class constraint_kind : std::uint8_t {
    greater_than,   ///< exclusiveMinimum
    at_least,       ///< minimum
    less_than,      ///< exclusiveMaximum
    at_most,        ///< maximum
    multiple_of,    ///< multipleOf
    one_of_number,  ///< enum, of numbers
    min_length,     ///< minLength, in characters
    max_length,     ///< maxLength, in characters
    pattern,        ///< pattern: matches anywhere in the text, unless it is anchored
    one_of_text,    ///< enum, of texts
    min_items,      ///< minItems; minProperties of a map
    max_items,      ///< maxItems; maxProperties of a map
    unique_items,   ///< uniqueItems
};

/// What a constraint is about.
enum class constraint_subject : std::uint8_t { numbers, texts, items };

[[nodiscard]] constexpr constraint_subject subject_of(constraint_kind kind) noexcept {
    if (kind <= constraint_kind::one_of_number) return constraint_subject::numbers;
    return kind <= constraint_kind::one_of_text ? constraint_subject::texts
                                                : constraint_subject::items;
}

/// A constraint without its type. Which members matter depends on its kind.
struct constraint {
    constraint_kind kind{};
    number bound = 0;                           ///< of numbers; characters or items
    std::span<const number> numbers{};          ///< of one_of_number
    std::span<const std::string_view> texts{};  ///< of one_of_text
    std::string_view text{};                    ///< of pattern

    /// Of pattern. Throws `containers::regex_error` if the text is no expression: a program that
    /// asks once when it starts does not find out later.
    const containers::regex& (*expression)() = nullptr;
};

/// A whole number: what integers are compared as.
struct whole_number {
    std::uint64_t magnitude = 0;
    bool is_negative = false;
};

/// The first constraint that a value breaks, or null. Constraints that are about something else
/// are passed over.
[[nodiscard]] const constraint* find_broken(
    std::span<const constraint> constraints, whole_number value
) noexcept;
[[nodiscard]] const constraint* find_broken(
    std::span<const constraint> constraints, double value
) noexcept;
[[nodiscard]] const constraint* find_broken(
    std::span<const constraint> constraints, std::string_view value
);

/// The same for the number of items of an array or map; `unique_items` is passed over.
[[nodiscard]] const constraint* find_broken_count(
    std::span<const constraint> constraints, std::size_t items
) noexcept;

/// "greater_than": the `type` of the error that a broken constraint is, as FastAPI calls it.
[[nodiscard]] std::string_view error_type_of(const constraint& broken) noexcept;

/// "Input should be greater than 0".
[[nodiscard]] std::string message_of(const constraint& broken);

/// "'a', 'b' or 'c'".
[[nodiscard]] std::string alternatives_in_words(std::span<const std::string_view> texts);

}  // namespace microfast::binding
