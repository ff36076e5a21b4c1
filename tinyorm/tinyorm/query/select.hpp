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

namespace tinyorm::query {

template <typename Result>
class select_query;

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

    /// Leaves out rows that equal another one.
    select_query& distinct() {
        this->erased_.is_distinct = true;
        return *this;
    }
};

/// A select that says where from: `select(busy.get<"posts">()).from(busy)`.
template <typename... Operands>
[[nodiscard]] select_query<selected_type<Operands...>> select(const Operands&... operands) {
    return {nullptr, expressions_of(operands...)};
}

}  // namespace tinyorm::query
