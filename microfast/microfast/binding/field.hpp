/// @file
/// A member of a model with constraints.
#pragma once

#include <microfast/binding/constraints.hpp>
#include <microfast/binding/reflection.hpp>

#include <compare>
#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

namespace detail {

template <class Left, class Right>
concept comparable = requires(const Left& left, const Right& right) {
    left == right;
};

}  // namespace detail

/// A `Value` that is checked when it is read: `field<double, greater_than<0>> price;`.
///
/// It is its value in all other respects: converts to a reference to it, compares and is assigned
/// like it, and a number is as uninitialised as a plain one in an object that is made without
/// braces; `*price` and `price->` reach it where C++ does not convert. The program itself may write
/// any value into it: only what comes from outside is checked.
template <class Value, class... Constraints>
struct field {
    using value_type = Value;

    Value value;

    constexpr field() = default;
    template <class Other>
        requires(std::convertible_to<Other, Value> && !std::same_as<std::remove_cvref_t<Other>, field> && !std::same_as<std::remove_cvref_t<Other>, detail::anything>)
    constexpr field(Other&& other)  // NOLINT(google-explicit-constructor): a field is its value
        : value(std::forward<Other>(other)) {}

    constexpr operator Value&() & noexcept { return value; }
    constexpr operator const Value&() const& noexcept { return value; }
    constexpr operator Value&&() && noexcept { return std::move(value); }

    [[nodiscard]] constexpr Value& operator*() noexcept { return value; }
    [[nodiscard]] constexpr const Value& operator*() const noexcept { return value; }
    [[nodiscard]] constexpr Value* operator->() noexcept { return &value; }
    [[nodiscard]] constexpr const Value* operator->() const noexcept { return &value; }

    // Templates, so that they are looked at only when something is compared: a struct may hold a
    // field of a vector of itself. Self is deduced so that only a field is compared through these.
    template <std::same_as<field> Self>
        requires detail::comparable<Value, Value>
    [[nodiscard]] friend constexpr bool operator==(const Self& left, const Self& right) {
        return left.value == right.value;
    }
    template <std::same_as<field> Self, class Other>
        requires(!std::same_as<Other, field> && detail::comparable<Value, Other>)
    [[nodiscard]] friend constexpr bool operator==(const Self& left, const Other& right) {
        return left.value == right;
    }
    template <std::same_as<field> Self>
        requires std::three_way_comparable<Value>
    [[nodiscard]] friend constexpr auto operator<=>(const Self& left, const Self& right) {
        return left.value <=> right.value;
    }
};

template <class Type>
inline constexpr bool is_field = false;
template <class Value, class... Constraints>
inline constexpr bool is_field<field<Value, Constraints...>> = true;

}  // namespace microfast::binding
