/// @file
/// Which kind of value is a type?
#pragma once

#include <microfast/binding/constraints.hpp>
#include <microfast/binding/field.hpp>
#include <microfast/binding/reflection.hpp>
#include <microfast/binding/text_conversion.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/http/json.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <variant>
#include <vector>

namespace microfast::binding::detail {

template <class Type, template <class...> class Template>
inline constexpr bool is_made_of = false;
template <template <class...> class Template, class... Arguments>
inline constexpr bool is_made_of<Template<Arguments...>, Template> = true;

template <class Type>
inline constexpr bool is_fixed_array = false;
template <class Element, std::size_t Size>
inline constexpr bool is_fixed_array<std::array<Element, Size>> = true;

/// Numbers; characters are none.
template <class Type>
concept bound_integer =
    std::integral<Type> && !std::same_as<Type, bool> && !std::same_as<Type, char> &&
    !std::same_as<Type, wchar_t> && !std::same_as<Type, char8_t> && !std::same_as<Type, char16_t> &&
    !std::same_as<Type, char32_t>;

template <class Type>
concept bound_real = std::same_as<Type, double> || std::same_as<Type, float>;

template <class Type>
concept bound_map =
    (is_made_of<Type, std::map> ||
     is_made_of<Type, std::unordered_map>)&&std::same_as<typename Type::key_type, std::string>;

template <class Type>
consteval value_kind kind_of() {
    if constexpr (convertible_text<Type>) {
        return value_kind::text;
    } else if constexpr (std::same_as<Type, bool>) {
        return value_kind::boolean;
    } else if constexpr (bound_integer<Type>) {
        return value_kind::integer;
    } else if constexpr (bound_real<Type>) {
        return value_kind::real;
    } else if constexpr (std::same_as<Type, std::string>) {
        return value_kind::string;
    } else if constexpr (std::is_enum_v<Type>) {
        return value_kind::enumeration;
    } else if constexpr (std::same_as<Type, http::json>) {
        return value_kind::dynamic;
    } else if constexpr (is_made_of<Type, std::optional>) {
        return value_kind::optional;
    } else if constexpr (is_made_of<Type, std::vector> || is_fixed_array<Type>) {
        return value_kind::sequence;
    } else if constexpr (bound_map<Type>) {
        return value_kind::map;
    } else if constexpr (is_made_of<Type, std::variant>) {
        return value_kind::variant;
    } else {
        static_assert(
            reflectable<Type>,
            "microfast: this type cannot be bound: use bool, a number, std::string, an "
            "enumeration, "
            "uuid, bytes, a moment, a date, json, std::optional, vector, array, map of strings, "
            "variant, or a struct of these, or specialise text_conversion"
        );
        return value_kind::object;
    }
}

/// A field without its constraints.
template <class Type>
struct unwrapped {
    using type = Type;
};
template <class Value, class... Constraints>
struct unwrapped<field<Value, Constraints...>> {
    using type = Value;
};
template <class Type>
using unwrapped_type = typename unwrapped<Type>::type;

/// The value that a schema describes within what is declared.
template <class Type>
constexpr auto& unwrap(Type& declared) noexcept {
    if constexpr (is_field<std::remove_const_t<Type>>) {
        return declared.value;
    } else {
        return declared;
    }
}

template <class Type>
void* address_of(Type& declared) noexcept {
    return std::addressof(unwrap(declared));
}

template <class Type>
const void* address_of_const(const Type& declared) noexcept {
    return std::addressof(unwrap(declared));
}

}  // namespace microfast::binding::detail
