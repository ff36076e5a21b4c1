/// @file
/// What may stand in FROM beside a model: a table under another name, or a select under a name.
#pragma once

#include <tinyorm/query/column.hpp>
#include <tinyorm/query/name.hpp>
#include <tinyorm/query/named_row.hpp>
#include <tinyorm/query/statement.hpp>
#include <tinyorm/query/typed_query.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace tinyorm::query {

/// A model's table under another name, so that it can stand in a query twice:
/// `inline constexpr tinyorm::alias<Node, "parent"> parent;`, then `parent(Node::id)`.
template <typename Model, literal Name>
struct alias {
    /// A column of the table under this name.
    template <typename Owner, typename Value>
    [[nodiscard]] computed<Value> operator()(const column<Owner, Value>& of) const {
        static_assert(std::same_as<Owner, Model>, "tinyorm: the column belongs to another model");
        return computed<Value>{expression{of, name_of<Name>()}};
    }
    [[nodiscard]] source from() const { return {&schema::table_of<Model>(), name_of<Name>()}; }
};

/// The column of a common table that its select calls `Name`.
template <literal Name, typename Value>
inline constexpr schema::column_definition common_column{
    .name = Name.view(), .type = schema::column_type_of<Value>()};

/// A select under a name, which a query that joins it, or selects from it, begins WITH.
///
/// Lifetime: shares the select.
template <literal Name, typename Result>
class common_table_expression {
public:
    explicit common_table_expression(common_table definition)
        : definition_(std::move(definition)) {}

    /// The value that its select calls `Column`.
    template <literal Column>
    [[nodiscard]] auto get() const {
        using row = typename row_of<Result>::type;
        static_assert(
            row::template position_of<Column>() < std::tuple_size_v<typename row::values_type>,
            "tinyorm: the common table has no column of this name"
        );
        using value_type =
            std::tuple_element_t<row::template position_of<Column>(), typename row::values_type>;
        return computed<value_type>{expression{common_column<Column, value_type>, name_of<Name>()}};
    }
    /// A column that its select gives without another name.
    template <typename Owner, typename Value>
    [[nodiscard]] computed<Value> operator()(const column<Owner, Value>& of) const {
        return computed<Value>{expression{of, name_of<Name>()}};
    }

    [[nodiscard]] source from() const { return {nullptr, name_of<Name>()}; }
    [[nodiscard]] const common_table& definition() const noexcept { return definition_; }

private:
    template <typename T>
    struct row_of {
        using type = named_row<>;
    };
    template <typename... Fields>
    struct row_of<named_row<Fields...>> {
        using type = named_row<Fields...>;
    };

    common_table definition_;  // without a query within its own recursion
};

/// `WITH Name AS (query)`.
template <literal Name, typename Result>
[[nodiscard]] auto common_table_of(const typed_query<Result>& query) {
    return common_table_expression<Name, Result>{
        {.name = name_of<Name>(), .query = std::make_shared<const statement>(query.erased())}};
}

/// `WITH RECURSIVE Name AS (first UNION ALL next(Name))`: `next` gets the table it adds to, and
/// selects from the rows that were added last until there are none.
template <literal Name, typename Result, typename Next>
[[nodiscard]] auto recursive_table_of(const typed_query<Result>& first, const Next& next) {
    using table = common_table_expression<Name, Result>;
    const table itself{common_table{.name = name_of<Name>(), .query = nullptr}};
    statement whole = first.erased();
    whole.set_members.push_back(
        {set_operation::unite_all, std::make_shared<const statement>(next(itself).erased())}
    );
    return table{
        {.name = name_of<Name>(),
         .query = std::make_shared<const statement>(std::move(whole)),
         .is_recursive = true}};
}

}  // namespace tinyorm::query
