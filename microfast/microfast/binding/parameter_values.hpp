/// @file
/// Which types a parameter may have, and lists of them from repeated names.
#pragma once

#include <microfast/binding/field_errors.hpp>
#include <microfast/binding/text_conversion.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/binding/value_traits.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace microfast::binding {

/// A value that one text says: a number, a truth value, a text, an enumeration, a moment, a uuid.
template <class T>
concept scalar = detail::bound_integer<T> || detail::bound_real<T> || std::same_as<T, bool> ||
    std::same_as<T, std::string> || std::is_enum_v<T> ||
    (convertible_text<T> && !std::same_as<T, bytes>);

namespace detail {

template <class T>
inline constexpr bool is_parameter_value = scalar<T>;
template <class T>
inline constexpr bool is_parameter_value<std::optional<T>> = is_parameter_value<T>;
template <class T>
inline constexpr bool is_parameter_value<std::vector<T>> = scalar<T>;

}  // namespace detail

/// A scalar, one that may be missing, or several of them.
template <class T>
concept parameter_value = detail::is_parameter_value<T>;

/// Is it a list, or an optional one? Then it takes every text of its name.
[[nodiscard]] bool takes_all_texts(const value_schema& schema) noexcept;

/// Reads a list with its constraints, one element a text.
void read_texts(
    const value_schema& schema,
    const std::vector<std::string>& texts,
    void* target,
    field_errors& errors,
    const location& where
);

}  // namespace microfast::binding
