/// @file
/// The shapes of structs: their fields, how they are called, where they lie.
#pragma once

#include <microfast/binding/describe_containers.hpp>
#include <microfast/binding/member_defaults.hpp>
#include <microfast/binding/reflection.hpp>
#include <microfast/binding/value_schema.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding::detail {

template <class Type>
inline constexpr std::string_view key_mark_of{};
template <fixed_string Key>
inline constexpr std::string_view key_mark_of<called<Key>> = called<Key>::key;

template <class Declared>
inline constexpr std::string_view called_key{};
template <class Value, class... Constraints>
inline constexpr std::string_view called_key<field<Value, Constraints...>> = [] {
    std::string_view key;
    ((key = key_mark_of<Constraints>.empty() ? key : key_mark_of<Constraints>), ...);
    return key;
}();

template <class Object, std::size_t Index>
inline constexpr std::string_view member_key = called_key<field_type<Object, Index>>.empty()
                                                   ? field_name<Object, Index>
                                                   : called_key<field_type<Object, Index>>;

/// ,"name": with its comma, quotes and colon.
template <class Object, std::size_t Index>
inline constexpr auto written_member_key = [] {
    constexpr std::string_view key = member_key<Object, Index>;
    std::array<char, key.size() + 4> written{',', '"'};
    std::copy(key.begin(), key.end(), written.begin() + 2);
    written[key.size() + 2] = '"';
    written[key.size() + 3] = ':';
    return written;
}();

template <class Object, std::size_t Index>
constexpr member_schema describe_member() {
    using declared = field_type<Object, Index>;
    static_assert(!std::is_const_v<declared>, "microfast: a const field cannot be read");
    constexpr const auto& key = written_member_key<Object, Index>;
    return {
        .name = std::string_view(key.data() + 2, key.size() - 4),
        .written_key = std::string_view(key.data(), key.size()),
        .value = &described_as<declared>::schema,
        .locate = &locate_member<Object, Index>,
    };
}

template <class Object>
concept forbids_unknown = requires {
    requires Object::forbids_unknown_fields;
};

template <class Object>
inline constexpr auto members_of_object = []<std::size_t... Index>(std::index_sequence<Index...>) {
    return std::array<member_schema, sizeof...(Index)>{describe_member<Object, Index>()...};
}
(std::make_index_sequence<field_count<Object>>{});

template <class Object>
inline constexpr object_shape shape_of_object{
    .members = members_of_object<Object>,
    .forbids_unknown_fields = forbids_unknown<Object>,
    .required_members =
        [] {
            static const std::uint64_t required = find_required_members<Object>();
            return required;
        },
    .defaults = []() -> void* {
        static Object made{};
        return &made;
    },
};

}  // namespace microfast::binding::detail
