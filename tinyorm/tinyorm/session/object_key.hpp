/// @file
/// What a program gives for the primary key of an object.
#pragma once

#include <tinyorm/schema/field_type.hpp>
#include <tinyorm/session/handle.hpp>
#include <tinyorm/session/row_type.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tinyorm {

/// A value given for a key column: texts of every kind become one.
template <typename Given>
using key_part = std::conditional_t<
    std::convertible_to<const Given&, std::string_view>,
    std::string,
    std::remove_cvref_t<Given>>;

template <typename Model>
consteval auto key_columns() {
    std::array<const schema::column_definition*, static_cast<std::size_t>(key_size<Model>)>
        columns{};
    std::size_t next = 0;
    for (const auto& field : Model::fields) {
        if (field.column->is_primary_key) columns[next++] = field.column;
    }
    return columns;
}

/// True if these types may be given for the key of a model; each whole number for another.
template <typename Model, typename... Given>
consteval bool fits_key() {
    if constexpr (sizeof...(Given) != static_cast<std::size_t>(key_size<Model>)) {
        return false;
    } else if constexpr ((schema::is_field_type<Given> && ...)) {
        const std::array types{schema::column_type_of<Given>()...};
        const auto is_whole = [](schema::column_type type) {
            return type == schema::column_type::small_integer ||
                   type == schema::column_type::integer || type == schema::column_type::big_integer;
        };
        const auto columns = key_columns<Model>();
        for (std::size_t i = 0; i < types.size(); ++i) {
            const auto wanted = columns[i]->type;
            if (types[i] != wanted && !(is_whole(types[i]) && is_whole(wanted))) return false;
        }
        return true;
    } else {
        return false;
    }
}

template <typename Model, typename... Parts>
row_key to_key_of(const Parts&... parts) {
    static_assert(key_size<Model> > 0, "tinyorm: an object needs a model with a primary key");
    static_assert(
        fits_key<Model, key_part<Parts>...>(),
        "tinyorm: the key has another type, or another number of columns: of several, give a "
        "std::tuple"
    );
    return {schema::to_value<key_part<Parts>>(key_part<Parts>(parts))...};
}

/// The key as the session knows it.
template <typename Model, typename Key>
row_key to_key(const Key& key) {
    if constexpr (requires { std::tuple_size<Key>::value; }) {
        return std::apply([](const auto&... parts) { return to_key_of<Model>(parts...); }, key);
    } else {
        return to_key_of<Model>(key);
    }
}

}  // namespace tinyorm
