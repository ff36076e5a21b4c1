/// @file
/// From a type to its `value_schema`, at compile time: thin shells around what containers do.
#pragma once

#include <microfast/binding/member_defaults.hpp>
#include <microfast/binding/value_schema.hpp>
#include <microfast/binding/value_traits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace microfast::binding {

namespace detail {

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

/// Only rules, without marks.
template <class... Constraints>
inline constexpr auto rules_of = [] {
    constexpr std::size_t count = (std::size_t{value_constraint<Constraints>} + ... + 0);
    std::array<constraint, count> rules{};
    [[maybe_unused]] std::size_t filled = 0;
    [[maybe_unused]] const auto append = [&]<class Constraint>(std::type_identity<Constraint>) {
        if constexpr (value_constraint<Constraint>) rules[filled++] = Constraint::rule;
    };
    (append(std::type_identity<Constraints>{}), ...);
    return rules;
}();

template <class Constraint>
inline constexpr bool is_mark = std::same_as<Constraint, may_be_absent>;
template <fixed_string Key>
inline constexpr bool is_mark<called<Key>> = true;

template <class Constraint, constraint_subject Subject>
consteval bool is_about() {
    if constexpr (value_constraint<Constraint>) {
        return subject_of(Constraint::rule.kind) == Subject;
    } else {
        return false;
    }
}

template <value_kind Kind, class... Constraints>
consteval void check_constraints() {
    static_assert(
        ((value_constraint<Constraints> || is_mark<Constraints>)&&...),
        "microfast: behind the type of a field stand constraints: at_least, max_length, ..."
    );
    static_assert(
        Kind == value_kind::integer || Kind == value_kind::real ||
            !(is_about<Constraints, constraint_subject::numbers>() || ...),
        "microfast: greater_than, at_least, less_than, at_most and multiple_of are for numbers"
    );
    static_assert(
        Kind == value_kind::string || !(is_about<Constraints, constraint_subject::texts>() || ...),
        "microfast: min_length, max_length, pattern and one_of texts are for std::string"
    );
    static_assert(
        Kind == value_kind::sequence || Kind == value_kind::map ||
            !(is_about<Constraints, constraint_subject::items>() || ...),
        "microfast: min_items, max_items and unique_items are for vectors and maps"
    );
}

/// A whole number is not compared with a fraction, nor divided by one.
template <class... Constraints>
consteval bool are_bounds_whole() {
    const auto is_whole = [](const constraint& rule) {
        return rule.bound.is_whole &&
               std::all_of(rule.numbers.begin(), rule.numbers.end(), [](const number& listed) {
                   return listed.is_whole;
               });
    };
    const auto& rules = rules_of<Constraints...>;
    return std::all_of(rules.begin(), rules.end(), is_whole);
}

template <class... Constraints>
inline constexpr bool demands_unique = (std::same_as<Constraints, unique_items> || ...);

template <class Type>
consteval bool is_signed_number() {
    if constexpr (std::is_enum_v<Type>) {
        return std::is_signed_v<std::underlying_type_t<Type>>;
    } else {
        return std::is_signed_v<Type>;
    }
}

template <class Type, class... Constraints>
consteval value_schema make_schema() {
    constexpr auto kind = kind_of<Type>();
    value_schema made{.kind = kind};
    if constexpr (kind != value_kind::optional) {
        check_constraints<kind, Constraints...>();
        made.constraints = rules_of<Constraints...>;
    }
    if constexpr (kind == value_kind::optional) {
        made.optional = &shape_of_optional<Type, Constraints...>;
    } else if constexpr (kind == value_kind::text) {
        made.text = &shape_of_text<Type>;
    } else if constexpr (kind == value_kind::integer) {
        static_assert(
            are_bounds_whole<Constraints...>(),
            "microfast: the constraints of an integer are whole numbers"
        );
        made.size = sizeof(Type);
        made.is_signed = is_signed_number<Type>();
    } else if constexpr (kind == value_kind::real) {
        made.size = sizeof(Type);
    } else if constexpr (kind == value_kind::enumeration) {
        made.size = sizeof(Type);
        made.is_signed = is_signed_number<Type>();
        made.name = type_name<Type>;
        made.enumerators = enumerators_of<Type>();
    } else if constexpr (kind == value_kind::sequence) {
        static_assert(
            !std::same_as<Type, std::vector<bool>>,
            "microfast: std::vector<bool> has no elements to bind; a vector of an enumeration has"
        );
        made.sequence = &shape_of_sequence<Type, demands_unique<Constraints...>>;
    } else if constexpr (kind == value_kind::map) {
        static_assert(!demands_unique<Constraints...>, "microfast: unique_items is for vectors");
        made.map = &shape_of_map<Type>;
    } else if constexpr (kind == value_kind::variant) {
        made.variant = shape_of_variant<Type>;
    } else if constexpr (kind == value_kind::object) {
        static_assert(
            std::default_initializable<Type>, "microfast: a struct that is bound can be made by T{}"
        );
        made.name = type_name<Type>;
        made.object = &shape_of_object<Type>;
    }
    return made;
}

template <class Type, class... Constraints>
constexpr value_schema described<Type, Constraints...>::schema =
    make_schema<Type, Constraints...>();

}  // namespace detail

/// The schema of a type, or of a parameter of this type with constraints. The same object for the
/// same arguments, for as long as the program runs.
template <class Type, class... Constraints>
[[nodiscard]] constexpr const value_schema& describe() noexcept {
    return detail::described_as<Type, Constraints...>::schema;
}

}  // namespace microfast::binding
