/// @file
/// What a value must fulfil, written as types: `field<int, at_least<0>, less_than<100>>`.
#pragma once

#include <microfast/binding/constraint.hpp>
#include <microfast/binding/fixed_string.hpp>
#include <microfast/containers/regex.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace microfast::binding {

/// A number or a text between angle brackets.
template <class Value>
struct literal {
    Value value;

    template <class Number>
        requires std::is_arithmetic_v<Number>
    consteval literal(Number written) : value(written) {}  // NOLINT(google-explicit-constructor)
    template <std::size_t Size>
    consteval literal(const char (&written)[Size])  // NOLINT(google-explicit-constructor)
        : value(written) {}
};
template <class Number>
    requires std::is_arithmetic_v<Number> literal(Number)
->literal<number>;
template <std::size_t Size>
literal(const char (&)[Size]) -> literal<fixed_string<Size - 1>>;

/// Of numbers.
template <number Bound>
struct greater_than {
    static constexpr constraint rule{constraint_kind::greater_than, Bound};
};
template <number Bound>
struct at_least {
    static constexpr constraint rule{constraint_kind::at_least, Bound};
};
template <number Bound>
struct less_than {
    static constexpr constraint rule{constraint_kind::less_than, Bound};
};
template <number Bound>
struct at_most {
    static constexpr constraint rule{constraint_kind::at_most, Bound};
};
/// For fractions up to the rounding of doubles: 0.3 is a multiple of 0.1.
template <number Factor>
    requires(Factor.real() > 0)
struct multiple_of {
    static constexpr constraint rule{constraint_kind::multiple_of, Factor};
};

/// Of texts: counted in characters (code points), not in bytes.
template <std::size_t Length>
struct min_length {
    static constexpr constraint rule{constraint_kind::min_length, Length};
};
template <std::size_t Length>
struct max_length {
    static constexpr constraint rule{constraint_kind::max_length, Length};
};

/// Of texts: a regular expression in the syntax of `containers::regex`, found anywhere in the text
/// as JSON Schema has it: anchor it with `^` and `$` where all of the text is meant.
template <fixed_string Expression>
struct pattern {
    static const containers::regex& expression() {
        static const containers::regex built(
            Expression.view(), {.scope = containers::regex_scope::anywhere}
        );
        return built;
    }
    static constexpr constraint rule{
        .kind = constraint_kind::pattern, .text = Expression.view(), .expression = &expression};
};

/// Of arrays and maps.
template <std::size_t Count>
struct min_items {
    static constexpr constraint rule{constraint_kind::min_items, Count};
};
template <std::size_t Count>
struct max_items {
    static constexpr constraint rule{constraint_kind::max_items, Count};
};

/// Of arrays whose elements can be compared.
struct unique_items {
    static constexpr constraint rule{constraint_kind::unique_items};
};

/// Of numbers or texts: one of those listed, `one_of<"asc", "desc">`. In a `std::variant` a field
/// with such texts tells the alternatives apart.
template <literal... Values>
struct one_of {
    static_assert(sizeof...(Values) > 0, "microfast: one_of needs values");
    static constexpr bool are_numbers =
        (std::same_as<std::remove_cvref_t<decltype(Values.value)>, number> && ...);
    static constexpr bool are_texts = (requires { Values.value.view(); } && ...);
    static_assert(are_numbers || are_texts, "microfast: one_of takes only numbers or only texts");

    static constexpr auto values = [] {
        if constexpr (are_numbers) {
            return std::array<number, sizeof...(Values)>{Values.value...};
        } else {
            return std::array<std::string_view, sizeof...(Values)>{Values.value.view()...};
        }
    }();
    static constexpr constraint rule = [] {
        if constexpr (are_numbers) {
            return constraint{.kind = constraint_kind::one_of_number, .numbers = values};
        } else {
            return constraint{.kind = constraint_kind::one_of_text, .texts = values};
        }
    }();
};

/// No constraint: the field may be missing from a document, which leaves its default value.
///
/// Needed only where the default cannot be told from none: a text or container that is empty.
struct may_be_absent {};

/// No constraint: the field's name in documents, where C++ could not write it: `called<"@type">`.
template <fixed_string Key>
struct called {
    static constexpr std::string_view key = Key.view();
    static_assert(
        key.find_first_of("\"\\") == key.npos,
        "microfast: the name of a field has no quotes and no backslashes"
    );
};

template <class Type>
concept value_constraint = requires {
    { Type::rule } -> std::convertible_to<const constraint&>;
};

}  // namespace microfast::binding
