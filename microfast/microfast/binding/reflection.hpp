/// @file
/// The fields of a plain struct, without a macro: how many, their names, their values.
#pragma once

#include <microfast/binding/reflection_ladder.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

namespace detail {

/// Becomes whatever a field is made of.
struct anything {
    template <class Member>
    operator Member() const;
};

template <class Type, class... Members>
consteval std::size_t count_members() {
    if constexpr (requires { Type{Members{}..., anything{}}; }) {
        return count_members<Type, Members..., anything>();
    } else {
        return sizeof...(Members);
    }
}

/// clang before 18 takes a pointer to a subobject as a template argument only inside of a struct.
template <class Pointer>
struct boxed {
    Pointer pointer;
};
template <class Pointer>
boxed(Pointer) -> boxed<Pointer>;

template <auto Value>
consteval std::string_view text_of_value() {
    return __PRETTY_FUNCTION__;
}

template <class Type>
consteval std::string_view text_of_type() {
    return __PRETTY_FUNCTION__;
}

constexpr bool is_identifier_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// The last identifier before the last `bracket`, where the compilers agree: g++ writes
/// "[with auto Value = ...{(& pictured<x>.wrapped<x>::value.x::name)}; ...]", clang
/// "[Value = {&pictured.value.name}]".
consteval std::string_view last_identifier(std::string_view text, char bracket) {
    std::size_t end = text.rfind(bracket);
    while (end > 0 && !is_identifier_character(text[end - 1]))
        --end;
    std::size_t begin = end;
    while (begin > 0 && is_identifier_character(text[begin - 1]))
        --begin;
    return text.substr(begin, end - begin);
}

/// Its own few characters, so that the compiler's whole sentence does not end up in the program.
template <std::size_t Size>
struct kept_text {
    std::array<char, Size + 1> characters{};

    consteval explicit kept_text(std::string_view text) {
        for (std::size_t i = 0; i < Size; ++i)
            characters[i] = text[i];
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return {characters.data(), Size};
    }
};

}  // namespace detail

/// A struct whose fields can be listed: an aggregate, not an array, at most 64 fields. Base classes
/// and fields that are C arrays are not supported.
template <class Type>
concept reflectable = std::is_class_v<Type> && std::is_aggregate_v<Type>;

/// How many fields?
template <reflectable Type>
inline constexpr std::size_t field_count = detail::count_members<Type>();

/// References to all fields, `member_at<0>(...)` is the first.
template <class Object>
[[nodiscard]] constexpr auto members_of(Object& object) noexcept {
    constexpr std::size_t count = field_count<std::remove_const_t<Object>>;
    static_assert(
        count <= detail::most_fields, "microfast: a struct that is bound has at most 64 fields"
    );
    return detail::members_of<count>(object);
}

/// The type of a field as it is declared.
template <reflectable Type, std::size_t Index>
using field_type =
    std::remove_reference_t<decltype(detail::member_at<Index>(members_of(std::declval<Type&>())))>;

namespace detail {

/// An object that is only ever pointed to: its address names its fields.
template <class Type>
struct wrapped {
    Type value;
};
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal"
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif
template <class Type>
extern const wrapped<Type> pictured;

template <class Type, std::size_t Index>
consteval std::string_view spelt_field_name() {
    constexpr auto* pointer = &member_at<Index>(binding::members_of(pictured<Type>.value));
    return last_identifier(text_of_value<boxed{pointer}>(), '}');
}
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <class Type, std::size_t Index>
inline constexpr kept_text<spelt_field_name<Type, Index>().size()> kept_field_name{
    spelt_field_name<Type, Index>()};

/// "ns::outer<int>::inner" without the scopes around its last name: "inner".
consteval std::string_view without_scopes(std::string_view text) {
    constexpr std::string_view introduction = "Type = ";
    text.remove_prefix(text.find(introduction) + introduction.size());
    std::size_t depth = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const char c = text[end];
        if (depth == 0 && (c == ';' || c == ']')) break;
        depth += c == '<' || c == '(' || c == '{' ? 1U : 0U;
        depth -= c == '>' || c == ')' || c == '}' ? 1U : 0U;
        if (depth == 0 && c == ':') begin = end + 1;
    }
    return text.substr(begin, end - begin);
}

template <class Type>
inline constexpr kept_text<without_scopes(text_of_type<Type>()).size()> kept_type_name{
    without_scopes(text_of_type<Type>())};

}  // namespace detail

/// The name of a field as it is written in the source.
template <reflectable Type, std::size_t Index>
inline constexpr std::string_view field_name = detail::kept_field_name<Type, Index>.view();

/// The name of a type without its namespaces; template arguments stay as the compiler spells them.
template <class Type>
inline constexpr std::string_view type_name = detail::kept_type_name<Type>.view();

/// Calls `visit(name, field)` for every field of `object`, in the order of their declaration.
template <class Object, class Visitor>
constexpr void for_each_field(Object& object, Visitor&& visit) {
    using type = std::remove_const_t<Object>;
    const auto members = members_of(object);
    [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
        (visit(field_name<type, Indices>, detail::member_at<Indices>(members)), ...);
    }
    (std::make_index_sequence<field_count<type>>{});
}

}  // namespace microfast::binding
