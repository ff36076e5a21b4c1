/// @file
/// Which fields of a struct have a default value, that is: may be missing from a document?
#pragma once

#include <microfast/binding/reflection.hpp>
#include <microfast/binding/value_traits.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace microfast::binding::detail {

/// Where a field lies in an object, if its type can be left uninitialised; size 0: it cannot.
struct plain_member {
    void* (*locate)(void* object) = nullptr;
    std::size_t size = 0;
};

/// A struct, for `find_written`.
struct object_life {
    std::size_t size;
    std::size_t alignment;
    void (*make)(void* memory);  ///< by default initialisation: writes only what has an initialiser
    void (*end)(void* object);
};

/// Bit i: making an object writes something into field i. Found by making two of them in memory
/// that is filled with two different bytes.
[[nodiscard]] std::uint64_t find_written(
    std::span<const plain_member> members, const object_life& life
);

/// Is a field with this value as if it had no initialiser? Compares what can be compared, and takes
/// the rest as equal.
template <class Value>
bool is_same_value(const Value& value, const Value& empty) {
    if constexpr (is_field<Value>) {
        return is_same_value(value.value, empty.value);
    } else if constexpr (requires { value.empty(); } && !is_fixed_array<Value>) {
        return value.empty() == empty.empty();
    } else if constexpr (kind_of<Value>() == value_kind::object && reflectable<Value>) {
        bool is_same = true;
        [&]<std::size_t... Index>(std::index_sequence<Index...>) {
            is_same =
                (is_same_value(
                     member_at<Index>(binding::members_of(value)),
                     member_at<Index>(binding::members_of(empty))
                 ) &&
                 ...);
        }
        (std::make_index_sequence<field_count<Value>>{});
        return is_same;
    } else if constexpr (kind_of<Value>() == value_kind::optional) {
        return value.has_value() == empty.has_value();
    } else if constexpr (kind_of<Value>() == value_kind::variant) {
        return value.index() == empty.index();
    } else if constexpr (std::equality_comparable<Value>) {
        return value == empty;
    } else {
        return true;
    }
}

template <class Type, class... Constraints>
inline constexpr bool is_marked_absent = false;
template <class Value, class... Constraints>
inline constexpr bool is_marked_absent<field<Value, Constraints...>> =
    (std::same_as<Constraints, may_be_absent> || ...);

/// A field that may be missing whatever its initialiser says.
template <class Declared>
inline constexpr bool is_optional_member =
    is_marked_absent<Declared> || is_made_of<unwrapped_type<Declared>, std::optional>;

template <class Object, std::size_t Index>
void* locate_member(void* object) {
    return address_of(member_at<Index>(binding::members_of(*static_cast<Object*>(object))));
}

template <class Object, std::size_t Index>
constexpr plain_member plain_member_of() {
    using value = unwrapped_type<field_type<Object, Index>>;
    if constexpr (std::is_trivially_default_constructible_v<value>) {
        return {&locate_member<Object, Index>, sizeof(value)};
    } else {
        return {};
    }
}

template <class Object, std::size_t Index>
bool has_visible_default(const Object& made, std::uint64_t written) {
    using declared = field_type<Object, Index>;
    if constexpr (is_optional_member<declared>) {
        return true;
    } else if constexpr (plain_member_of<Object, Index>().size > 0) {
        return (written >> Index & 1U) != 0;
    } else {
        return !is_same_value(member_at<Index>(binding::members_of(made)), declared{});
    }
}

/// Bit i: field i has no default that can be seen, so a document must have it.
template <class Object>
std::uint64_t find_required_members() {
    return []<std::size_t... Index>(std::index_sequence<Index...>) {
        static constexpr std::array<plain_member, sizeof...(Index)> members{
            plain_member_of<Object, Index>()...};
        static constexpr object_life life{
            .size = sizeof(Object),
            .alignment = alignof(Object),
            .make = [](void* memory) { ::new (memory) Object; },
            .end = [](void* object) { std::destroy_at(static_cast<Object*>(object)); },
        };
        [[maybe_unused]] const auto written = find_written(members, life);
        [[maybe_unused]] const Object made{};
        std::uint64_t required = 0;
        ((required |= std::uint64_t{!has_visible_default<Object, Index>(made, written)} << Index),
         ...);
        return required;
    }
    (std::make_index_sequence<field_count<Object>>{});
}

}  // namespace microfast::binding::detail
