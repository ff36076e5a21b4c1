/// @file
/// Relationships: how rows of one model lead to rows of another.
#pragma once

#include <tinyorm/query/column.hpp>
#include <tinyorm/query/select.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <algorithm>
#include <concepts>
#include <optional>
#include <type_traits>
#include <vector>

namespace tinyorm::query {

/// The columns that lead from one table to another; their values are equal, pair by pair.
struct relation_path {
    const schema::column_definition* near;                 ///< of the rows at hand
    const schema::column_definition* far;                  ///< of the related rows
    const schema::column_definition* link_near = nullptr;  ///< of a table between; null: there is
    const schema::column_definition* link_far = nullptr;   ///< none

    friend bool operator==(const relation_path&, const relation_path&) = default;
};

enum class relation_count : bool {
    one,   ///< a row leads to one other, or none
    many,  ///< a row leads to any number of others
};

/// The related rows of many rows at once, and behind the columns of each the value that says whose
/// it is. `keys` are integers or texts. In the order of their primary keys.
[[nodiscard]] statement related_rows(
    const relation_path& path, const schema::table_definition& table, const std::vector<value>& keys
);

/// The value by which a row leads to others; null: it leads nowhere.
[[nodiscard]] value near_key(const relation_path& path, const void* row);

/// The tables to be joined, with what they are joined on.
[[nodiscard]] std::vector<joined_source> joins_along(const relation_path& path, join_kind kind);

/// What selects the related rows of one row.
[[nodiscard]] statement rows_related_to(
    const relation_path& path, const schema::table_definition& table, value key
);

/// How rows of `From` lead to rows of `To`, by values of type `Key`. Made by `one_to_many`,
/// `many_to_one` and `many_to_many`; a constant of the program.
template <typename From, typename To, typename Key, relation_count Count>
struct relationship {
    using from_model = From;
    using to_model = To;
    using key_type = Key;
    static constexpr auto count = Count;
    /// What one row leads to.
    using related_type = std::conditional_t<
        Count == relation_count::many,
        std::vector<typename To::row>,
        std::optional<typename To::row>>;

    relation_path path;

    /// The related rows of one row, as a query of their own: `user_posts.of(user).all(db)`.
    [[nodiscard]] select_query<typename To::row> of(const typename From::row& row) const {
        return select_query<typename To::row>{
            rows_related_to(path, schema::table_of<To>(), near_key(path, &row))};
    }
};

template <typename T>
inline constexpr bool is_relationship = false;
template <typename From, typename To, typename Key, relation_count Count>
inline constexpr bool is_relationship<relationship<From, To, Key, Count>> = true;
template <typename T>
concept relation = is_relationship<T>;

template <typename Key, typename Foreign>
inline constexpr bool holds_key = std::same_as<Key, schema::plain_type<Foreign>>;

template <typename Model, typename Key>
consteval void check_key(const column<Model, Key>& key) {
    static_assert(
        std::integral<Key> || std::same_as<Key, std::string> || std::same_as<Key, uuid> ||
            schema::enumeration<Key>,
        "tinyorm: rows are related by integers, texts, uuids or enums"
    );
    const bool is_part = std::ranges::count_if(Model::fields, [](const auto& field) {
                             return field.column->is_primary_key;
                         }) > 1;
    if (!key.is_unique && (!key.is_primary_key || is_part))
        throw "tinyorm: a relationship leads to or from a primary key or a unique column";
}

template <typename Target>
consteval void check_foreign_key(const schema::column_definition& foreign) {
    if (!foreign.is_foreign_key || foreign.references != &schema::table_of<Target>)
        throw "tinyorm: a relationship needs a foreign key to the model whose key it names";
}

/// From a row to those that hold its key: `one_to_many(User::id, Post::author_id)`.
template <typename Parent, typename Key, typename Child, typename Foreign>
consteval auto one_to_many(
    const column<Parent, Key>& key, const column<Child, Foreign>& foreign_key
) {
    static_assert(holds_key<Key, Foreign>, "tinyorm: the columns of a relationship have one type");
    check_key(key);
    check_foreign_key<Parent>(foreign_key);
    return relationship<Parent, Child, Key, relation_count::many>{{&key, &foreign_key}};
}

/// From a row to the one whose key it holds: `many_to_one(Post::author_id, User::id)`.
template <typename Child, typename Foreign, typename Parent, typename Key>
consteval auto many_to_one(
    const column<Child, Foreign>& foreign_key, const column<Parent, Key>& key
) {
    static_assert(holds_key<Key, Foreign>, "tinyorm: the columns of a relationship have one type");
    check_key(key);
    check_foreign_key<Parent>(foreign_key);
    return relationship<Child, Parent, Key, relation_count::one>{{&foreign_key, &key}};
}

/// Through a table between: `many_to_many(User::id, Membership::user_id, Membership::team_id,
/// Team::id)`.
template <
    typename From,
    typename Key,
    typename Link,
    typename LinkNear,
    typename LinkFar,
    typename To,
    typename FarKey>
consteval auto many_to_many(
    const column<From, Key>& key,
    const column<Link, LinkNear>& link_to_near,
    const column<Link, LinkFar>& link_to_far,
    const column<To, FarKey>& far_key
) {
    static_assert(
        holds_key<Key, LinkNear> && holds_key<FarKey, LinkFar>,
        "tinyorm: the columns of a relationship have one type"
    );
    check_key(key);
    check_key(far_key);
    check_foreign_key<From>(link_to_near);
    check_foreign_key<To>(link_to_far);
    return relationship<From, To, Key, relation_count::many>{
        {&key, &far_key, &link_to_near, &link_to_far}};
}

}  // namespace tinyorm::query
