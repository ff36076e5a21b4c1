/// @file
/// SELECT.
#pragma once

#include <tinyorm/query/from_clause.hpp>
#include <tinyorm/query/group_clause.hpp>
#include <tinyorm/query/lock_clause.hpp>
#include <tinyorm/query/order_clause.hpp>
#include <tinyorm/query/set_clause.hpp>
#include <tinyorm/query/typed_query.hpp>
#include <tinyorm/query/where_clause.hpp>

#include <tuple>
#include <utility>

namespace tinyorm::query {

template <typename Result>
class select_query;

template <typename Row, typename... Relations>
class related_query;

/// Every clause of a select, one over the other.
template <typename Result, typename Self = select_query<Result>>
using select_clauses = lock_clause<
    Self,
    order_clause<
        Self,
        set_clause<
            Self,
            group_clause<Self, where_clause<Self, from_clause<Self, typed_query<Result>>>>>>>;

/// Rows of type `Result`.
template <typename Result>
class select_query : public select_clauses<Result> {
public:
    select_query(const schema::table_definition* table, expression results)
        : select_clauses<Result>({.table = table, .results = std::move(results)}) {}
    explicit select_query(statement select) : select_clauses<Result>(std::move(select)) {}

    /// Leaves out rows that equal another one.
    select_query& distinct() {
        this->erased_.is_distinct = true;
        return *this;
    }

    /// Loads the related rows of all rows too, with one further query for each relationship: see
    /// `related_query`. Stands after the other clauses.
    template <typename Relation>
    [[nodiscard]] related_query<Result, Relation> with(const Relation& related) const {
        static_assert(
            requires { related.path.near; },
            "tinyorm: with takes what one_to_many, many_to_one or many_to_many makes"
        );
        return related_query<Result, Relation>{*this, std::tuple{related}};
    }
};

/// A select that says where from: `select(busy.get<"posts">()).from(busy)`.
template <typename... Operands>
[[nodiscard]] select_query<selected_type<Operands...>> select(const Operands&... operands) {
    return {nullptr, expressions_of(operands...)};
}

}  // namespace tinyorm::query
