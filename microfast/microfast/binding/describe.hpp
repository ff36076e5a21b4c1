/// @file
/// From a type to its `value_schema`, at compile time.
#pragma once

#include <microfast/binding/constraints.hpp>
#include <microfast/binding/describe_containers.hpp>
#include <microfast/binding/describe_objects.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/binding/value_traits.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace microfast::binding {

namespace detail {

/// Only rules, without marks.
template <class... Constraints>
inline constexpr auto rules_of = [] {
    constexpr std::size_t count = (std::size_t{value_constraint<Constraints>} + ... + 0);
    std::array<constraint, count> rules{};
    [[maybe_unused]] std::size_t filled = 0;
    [[maybe_unused]] const auto append = [&]<class Constraint>(std::type_identity<Constraint>) {
        if constexpr (value_constraint<Constraint>) rules[filled++] = Constraint::rule;
    };
    (append(std::type_identity<Constraints>{}), ...);
    return rules;
}();

template <class Constraint>
inline constexpr bool is_mark = std::same_as<Constraint, may_be_absent>;
template <fixed_string Key>
inline constexpr bool is_mark<called<Key>> = true;

template <class Constraint, constraint_subject Subject>
consteval bool is_about() {
    if constexpr (value_constraint<Constraint>) {
        return subject_of(Constraint::rule.kind) == Subject;
    } else {
        return false;
    }
}

template <value_kind Kind, class... Constraints>
consteval void check_constraints() {
    static_assert(
        ((value_constraint<Constraints> || is_mark<Constraints>)&&...),
        "microfast: behind the type of a field stand constraints: at_least, max_length, ..."
    );
    static_assert(
        Kind == value_kind::integer || Kind == value_kind::real ||
            !(is_about<Constraints, constraint_subject::numbers>() || ...),
        "microfast: greater_than, at_least, less_than, at_most and multiple_of are for numbers"
    );
    static_assert(
        Kind == value_kind::string || !(is_about<Constraints, constraint_subject::texts>() || ...),
        "microfast: min_length, max_length, pattern and one_of texts are for std::string"
    );
    static_assert(
        Kind == value_kind::sequence || Kind == value_kind::map ||
            !(is_about<Constraints, constraint_subject::items>() || ...),
        "microfast: min_items, max_items and unique_items are for vectors and maps"
    );
}

/// A whole number is not compared with a fraction, nor divided by one.
template <class... Constraints>
consteval bool are_bounds_whole() {
    const auto is_whole = [](const constraint& rule) {
        return rule.bound.is_whole &&
               std::all_of(rule.numbers.begin(), rule.numbers.end(), [](const number& listed) {
                   return listed.is_whole;
               });
    };
    const auto& rules = rules_of<Constraints...>;
    return std::all_of(rules.begin(), rules.end(), is_whole);
}

template <class... Constraints>
inline constexpr bool demands_unique = (std::same_as<Constraints, unique_items> || ...);

template <class Type>
consteval bool is_signed_number() {
    if constexpr (std::is_enum_v<Type>) {
        return std::is_signed_v<std::underlying_type_t<Type>>;
    } else {
        return std::is_signed_v<Type>;
    }
}

template <class Type, class... Constraints>
consteval value_schema make_schema() {
    constexpr auto kind = kind_of<Type>();
    value_schema made{.kind = kind};
    if constexpr (kind != value_kind::optional) {
        check_constraints<kind, Constraints...>();
        made.constraints = rules_of<Constraints...>;
    }
    if constexpr (kind == value_kind::optional) {
        made.optional = &shape_of_optional<Type, Constraints...>;
    } else if constexpr (kind == value_kind::text) {
        made.text = &shape_of_text<Type>;
    } else if constexpr (kind == value_kind::integer) {
        static_assert(
            are_bounds_whole<Constraints...>(),
            "microfast: the constraints of an integer are whole numbers"
        );
        made.size = sizeof(Type);
        made.is_signed = is_signed_number<Type>();
    } else if constexpr (kind == value_kind::real) {
        made.size = sizeof(Type);
    } else if constexpr (kind == value_kind::enumeration) {
        made.size = sizeof(Type);
        made.is_signed = is_signed_number<Type>();
        made.name = type_name<Type>;
        made.enumerators = enumerators_of<Type>();
    } else if constexpr (kind == value_kind::sequence) {
        static_assert(
            !std::same_as<Type, std::vector<bool>>,
            "microfast: std::vector<bool> has no elements to bind; a vector of an enumeration has"
        );
        made.sequence = &shape_of_sequence<Type, demands_unique<Constraints...>>;
    } else if constexpr (kind == value_kind::map) {
        static_assert(!demands_unique<Constraints...>, "microfast: unique_items is for vectors");
        made.map = &shape_of_map<Type>;
    } else if constexpr (kind == value_kind::variant) {
        made.variant = shape_of_variant<Type>;
    } else if constexpr (kind == value_kind::object) {
        static_assert(
            std::default_initializable<Type>, "microfast: a struct that is bound can be made by T{}"
        );
        made.name = type_name<Type>;
        made.object = &shape_of_object<Type>;
    }
    return made;
}

template <class Type, class... Constraints>
constexpr value_schema described<Type, Constraints...>::schema =
    make_schema<Type, Constraints...>();

}  // namespace detail

/// The schema of a type, or of a parameter of this type with constraints. The same object for the
/// same arguments, for as long as the program runs.
template <class Type, class... Constraints>
[[nodiscard]] constexpr const value_schema& describe() noexcept {
    return detail::described_as<Type, Constraints...>::schema;
}

}  // namespace microfast::binding
