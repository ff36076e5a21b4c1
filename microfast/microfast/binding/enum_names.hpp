/// @file
/// The names of an enumeration's values, without a macro.
#pragma once

#include <microfast/binding/reflection.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace microfast::binding {

/// A value of an enumeration and its name.
struct enumerator {
    std::string_view name;
    std::int64_t value = 0;
};

/// Which values of an enumeration are asked for their names: those from `low` to `high`.
/// Specialise it for an enumeration with values outside; every value in the range costs compile
/// time.
template <class Enum>
struct enum_range {
    static constexpr std::int64_t low = std::is_signed_v<std::underlying_type_t<Enum>> ? -16 : 0;
    static constexpr std::int64_t high = 127;
};

namespace detail {

/// A value without a name is spelt as a cast or a number: "(color)7".
consteval bool is_enumerator_name(std::string_view spelt) {
    return !spelt.empty() && !(spelt[0] >= '0' && spelt[0] <= '9');
}

template <auto Value>
consteval std::string_view spelt_enumerator() {
    constexpr std::string_view whole = text_of_value<Value>();
    const auto begin = whole.rfind("Value = ") + std::string_view("Value = ").size();
    const auto end = whole.find_first_of(";]", begin);
    const auto spelt = whole.substr(begin, end - begin);
    if (spelt.find('(') == 0) return {};
    const auto name = spelt.substr(spelt.rfind(':') + 1);
    return is_enumerator_name(name) ? name : std::string_view{};
}

template <class Enum>
using number_limits = std::numeric_limits<std::underlying_type_t<Enum>>;

template <class Enum>
consteval std::int64_t lowest_asked() {
    const auto wanted = enum_range<Enum>::low;
    if (std::is_unsigned_v<std::underlying_type_t<Enum>>) return wanted < 0 ? 0 : wanted;
    const auto possible = static_cast<std::int64_t>(number_limits<Enum>::min());
    return possible > wanted ? possible : wanted;
}

template <class Enum>
consteval std::int64_t highest_asked() {
    const auto possible = static_cast<std::uint64_t>(number_limits<Enum>::max());
    const auto wanted = static_cast<std::uint64_t>(enum_range<Enum>::high);
    return static_cast<std::int64_t>(possible < wanted ? possible : wanted);
}

// The type is an argument of its own: g++ 12 gives a variable whose arguments are only values of an
// enumeration of an unnamed namespace to the whole program.
template <class Enum, std::int64_t Value>
inline constexpr kept_text<spelt_enumerator<static_cast<Enum>(Value)>().size()> kept_enumerator{
    spelt_enumerator<static_cast<Enum>(Value)>()};

template <class Enum, std::size_t... Offsets>
consteval auto list_enumerators(std::index_sequence<Offsets...>) {
    constexpr auto low = lowest_asked<Enum>();
    constexpr std::array<std::string_view, sizeof...(Offsets)> names{
        kept_enumerator<Enum, low + static_cast<std::int64_t>(Offsets)>.view()...};
    constexpr std::size_t count = ((names[Offsets].empty() ? 0U : 1U) + ... + 0U);
    std::array<enumerator, count> found{};
    std::size_t filled = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!names[i].empty()) found[filled++] = {names[i], low + static_cast<std::int64_t>(i)};
    }
    return found;
}

template <class Enum>
inline constexpr auto enumerators = list_enumerators<Enum>(
    std::make_index_sequence<
        static_cast<std::size_t>(highest_asked<Enum>() - lowest_asked<Enum>() + 1)>{}
);

/// Only a value of such an enumeration may lie outside of its enumerators.
template <class Enum>
concept has_fixed_type = requires {
    Enum{0};
};

}  // namespace detail

/// All named values within `enum_range`, in the order of the values. Of several names for one value
/// the compiler chooses one: g++ and clang the first.
template <class Enum>
    requires std::is_enum_v<Enum>
[[nodiscard]] constexpr const auto& enumerators_of() noexcept {
    static_assert(
        detail::has_fixed_type<Enum>,
        "microfast: give the enumeration an underlying type: enum name : int"
    );
    static_assert(
        !detail::enumerators<Enum>.empty(),
        "microfast: this enumeration has no named value from 0 (or -16) to 127; specialise "
        "enum_range"
    );
    return detail::enumerators<Enum>;
}

}  // namespace microfast::binding
