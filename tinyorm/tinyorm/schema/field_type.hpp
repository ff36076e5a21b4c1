/// @file
/// Which C++ types a column may have, and how they become parameters.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/types.hpp>
#include <tinyorm/core/value.hpp>
#include <tinyorm/schema/column_definition.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm::schema {

/// `T` without `std::optional`.
template <typename T>
struct without_optional {
    using type = T;
    static constexpr bool was_optional = false;
};
template <typename T>
struct without_optional<std::optional<T>> {
    using type = T;
    static constexpr bool was_optional = true;
};
template <typename T>
using plain_type = typename without_optional<T>::type;

template <typename T>
concept number = (std::integral<T> || std::floating_point<T>)&&!std::same_as<T, bool>;

/// An enumeration is kept as its underlying integer.
template <typename T>
concept enumeration = std::is_enum_v<T>;

template <typename T>
inline constexpr bool is_field_type =
    std::same_as<T, bool> || std::same_as<T, i16> || std::same_as<T, i32> || std::same_as<T, i64> ||
    std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, std::string> ||
    std::same_as<T, bytes> || std::same_as<T, timestamp> || std::same_as<T, date> ||
    std::same_as<T, uuid> || std::same_as<T, decimal> || std::same_as<T, json> ||
    std::same_as<T, std::vector<i64>> || std::same_as<T, std::vector<std::string>> ||
    enumeration<T>;
template <typename T>
inline constexpr bool is_field_type<std::optional<T>> = is_field_type<T>;

/// True if `<` means the same in the program and in each database; of decimals not in SQLite.
template <typename T>
inline constexpr bool has_order =
    !std::same_as<plain_type<T>, json> && !std::same_as<plain_type<T>, std::vector<i64>> &&
    !std::same_as<plain_type<T>, std::vector<std::string>>;

template <typename T>
consteval column_type column_type_of() {
    using plain = plain_type<T>;
    if constexpr (enumeration<plain>) {
        return column_type_of<std::make_signed_t<std::underlying_type_t<plain>>>();
    } else if constexpr (std::same_as<plain, bool>) {
        return column_type::boolean;
    } else if constexpr (std::integral<plain>) {
        return sizeof(plain) <= 2   ? column_type::small_integer
               : sizeof(plain) == 4 ? column_type::integer
                                    : column_type::big_integer;
    } else if constexpr (std::same_as<plain, float>) {
        return column_type::real;
    } else if constexpr (std::same_as<plain, double>) {
        return column_type::double_precision;
    } else if constexpr (std::same_as<plain, std::string>) {
        return column_type::text;
    } else if constexpr (std::same_as<plain, bytes>) {
        return column_type::bytes;
    } else if constexpr (std::same_as<plain, timestamp>) {
        return column_type::timestamp;
    } else if constexpr (std::same_as<plain, date>) {
        return column_type::date;
    } else if constexpr (std::same_as<plain, decimal>) {
        return column_type::decimal;
    } else if constexpr (std::same_as<plain, json>) {
        return column_type::json;
    } else if constexpr (std::same_as<plain, std::vector<i64>>) {
        return column_type::integer_array;
    } else if constexpr (std::same_as<plain, std::vector<std::string>>) {
        return column_type::text_array;
    } else {
        return column_type::uuid;
    }
}

/// True if a column of type `Column` may be compared with, or set to, a `Given`.
template <typename Column, typename Given>
consteval bool accepts() {
    using plain = plain_type<Column>;
    using given = std::remove_cvref_t<Given>;
    if constexpr (enumeration<plain> || std::same_as<plain, bool>) {
        return std::same_as<given, plain>;
    } else if constexpr (std::integral<plain>) {
        return std::integral<given> && !std::same_as<given, bool>;
    } else if constexpr (std::floating_point<plain>) {
        return number<given>;
    } else if constexpr (std::same_as<plain, std::string>) {
        return std::convertible_to<Given, std::string_view>;
    } else {
        return std::convertible_to<Given, plain>;
    }
}

/// Throws `value_out_of_range`: `given` is beyond 64 bits with sign, which is all a database has.
i64 to_signed(std::uint64_t given);

/// `given` as the parameter of a column of type `Column`.
template <typename Column, typename Given>
value to_value(const Given& given) {
    using plain = plain_type<Column>;
    if constexpr (without_optional<Given>::was_optional) {
        return given ? to_value<Column>(*given) : value{};
    } else if constexpr (enumeration<plain>) {
        return static_cast<i64>(given);
    } else if constexpr (std::same_as<plain, bool>) {
        return value{given};
    } else if constexpr (std::integral<plain>) {
        if constexpr (std::unsigned_integral<Given>) return to_signed(given);
        return static_cast<i64>(given);
    } else if constexpr (std::floating_point<plain>) {
        return static_cast<double>(given);
    } else if constexpr (std::same_as<plain, std::string>) {
        return value{std::string_view{given}};
    } else {
        return value{plain{given}};
    }
}

/// Throws `value_out_of_range`: the enumeration has no room for this number.
[[noreturn]] void refuse_enumerator(i64 number);

/// Reads a cell into a field of any supported type.
template <typename T>
void decode_field(const cell& from, T& target) {
    if constexpr (without_optional<T>::was_optional && enumeration<plain_type<T>>) {
        if (from.is_null()) return target.reset();
        decode_field(from, target.emplace());
    } else if constexpr (enumeration<T>) {
        i64 number = 0;
        decode(from, number);
        if (!std::in_range<std::underlying_type_t<T>>(number)) refuse_enumerator(number);
        target = static_cast<T>(number);
    } else {
        decode(from, target);
    }
}

}  // namespace tinyorm::schema
