/// @file
/// The shapes of values that hold others, and of texts: thin shells around what the containers do.
#pragma once

#include <microfast/binding/text_conversion.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/binding/value_traits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace microfast::binding::detail {

/// The schema of `Type` under these constraints. Only its address is taken while it is made, so a
/// type may contain itself in a vector or map.
template <class Type, class... Constraints>
struct described {
    static const value_schema schema;
};

template <class Type, class... Constraints>
struct merged_constraints {
    using type = described<Type, Constraints...>;
};
template <class Value, class... Own, class... Constraints>
struct merged_constraints<field<Value, Own...>, Constraints...> {
    using type = described<Value, Own..., Constraints...>;
};
template <class Type, class... Constraints>
using described_as = typename merged_constraints<Type, Constraints...>::type;

template <class Text>
inline constexpr text_shape shape_of_text{
    .format = text_conversion<Text>::format,
    .error_type = text_conversion<Text>::error_type,
    .message = text_conversion<Text>::message,
    .parse = [](std::string_view text, void* target
             ) { return text_conversion<Text>::parse(text, *static_cast<Text*>(target)); },
    .append = [](std::string& output, const void* source
              ) { text_conversion<Text>::append(output, *static_cast<const Text*>(source)); },
};

/// The constraints of an optional are those of its value.
template <class Optional, class... Constraints>
inline constexpr optional_shape shape_of_optional{
    .value = &described_as<typename Optional::value_type, Constraints...>::schema,
    .emplace = [](void* target) { return address_of(static_cast<Optional*>(target)->emplace()); },
    .reset = [](void* target) { static_cast<Optional*>(target)->reset(); },
    .find = [](const void* source) -> const void* {
        const auto& value = *static_cast<const Optional*>(source);
        return value ? address_of_const(*value) : nullptr;
    },
};

template <class Sequence>
void* place_element(void* target, std::size_t index) {
    auto& sequence = *static_cast<Sequence*>(target);
    if constexpr (is_fixed_array<Sequence>) {
        return index < sequence.size() ? address_of(sequence[index]) : nullptr;
    } else {
        return address_of(sequence.emplace_back());
    }
}

/// In O(n log n), because a client chooses n.
template <class Sequence>
bool has_equal_elements(const void* source) {
    std::vector<const unwrapped_type<typename Sequence::value_type>*> sorted;
    for (const auto& element : *static_cast<const Sequence*>(source))
        sorted.push_back(&unwrap(element));
    std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
        return *left < *right;
    });
    const auto equal = [](const auto* left, const auto* right) { return !(*left < *right); };
    return std::adjacent_find(sorted.begin(), sorted.end(), equal) != sorted.end();
}

template <class Sequence, bool IsUnique>
inline constexpr sequence_shape shape_of_sequence{
    .element = &described_as<typename Sequence::value_type>::schema,
    .fixed_size =
        [] {
            if constexpr (is_fixed_array<Sequence>) return std::tuple_size_v<Sequence>;
            return std::size_t{};
        }(),
    .clear =
        [](void* target) {
            if constexpr (!is_fixed_array<Sequence>) static_cast<Sequence*>(target)->clear();
        },
    .place = &place_element<Sequence>,
    .size = [](const void* source) { return static_cast<const Sequence*>(source)->size(); },
    .at = [](const void* source, std::size_t index
          ) { return address_of_const((*static_cast<const Sequence*>(source))[index]); },
    .has_equal_elements =
        [] {
            if constexpr (IsUnique) return &has_equal_elements<Sequence>;
            return static_cast<bool (*)(const void*)>(nullptr);
        }(),
};

template <class Map>
inline constexpr map_shape shape_of_map{
    .value = &described_as<typename Map::mapped_type>::schema,
    .clear = [](void* target) { static_cast<Map*>(target)->clear(); },
    .insert = [](void* target, std::string_view key) -> void* {
        const auto [at, is_new] = static_cast<Map*>(target)->try_emplace(std::string(key));
        return is_new ? address_of(at->second) : nullptr;
    },
    .size = [](const void* source) { return static_cast<const Map*>(source)->size(); },
    .for_each =
        [](const void* source, void* context, map_shape::visitor visit) {
            for (const auto& [key, value] : *static_cast<const Map*>(source))
                visit(context, key, address_of_const(value));
        },
};

template <value_kind... Kinds>
constexpr std::size_t count_kind(value_kind wanted) {
    return (std::size_t{Kinds == wanted} + ... + 0);
}

template <class... Alternatives>
struct variant_alternatives {
    using variant = std::variant<Alternatives...>;
    static constexpr auto count = &count_kind<kind_of<unwrapped_type<Alternatives>>()...>;
    static_assert(
        count(value_kind::optional) == 0 && count(value_kind::variant) == 0,
        "microfast: no std::optional and no std::variant inside a std::variant: put the optional "
        "around it, list the alternatives in one"
    );
    static_assert(
        count(value_kind::boolean) <= 1 && count(value_kind::real) <= 1 &&
            count(value_kind::string) <= 1 && count(value_kind::sequence) <= 1 &&
            count(value_kind::map) <= 1 && count(value_kind::dynamic) <= 1,
        "microfast: a std::variant has alternatives that documents cannot tell apart"
    );
    static constexpr std::array<const value_schema*, sizeof...(Alternatives)> schemas{
        &described_as<Alternatives>::schema...};

    static void* emplace(void* target, std::size_t index) {
        using emplacer = void* (*)(variant&);
        constexpr auto emplacers = []<std::size_t... Index>(std::index_sequence<Index...>) {
            return std::array<emplacer, sizeof...(Alternatives)>{
                [](variant& value) { return address_of(value.template emplace<Index>()); }...};
        }
        (std::index_sequence_for<Alternatives...>{});
        return emplacers[index](*static_cast<variant*>(target));
    }
    static constexpr variant_shape shape{
        .alternatives = schemas,
        .emplace = &emplace,
        .index = [](const void* source) { return static_cast<const variant*>(source)->index(); },
        .value =
            [](const void* source) {
                const auto address = [](const auto& value) { return address_of_const(value); };
                return std::visit(address, *static_cast<const variant*>(source));
            },
    };
};

template <class Variant>
inline constexpr const variant_shape* shape_of_variant = nullptr;
template <class... Alternatives>
inline constexpr const variant_shape* shape_of_variant<std::variant<Alternatives...>> =
    &variant_alternatives<Alternatives...>::shape;

}  // namespace microfast::binding::detail
