/// @file
/// SELECT.
#pragma once

#include <tinyorm/query/typed_query.hpp>
#include <tinyorm/query/where_clause.hpp>

namespace tinyorm::query {

/// Rows of one table that meet all conditions.
template <typename Result>
class select_query : public where_clause<select_query<Result>, typed_query<Result>> {
    using base = where_clause<select_query<Result>, typed_query<Result>>;

public:
    select_query(const schema::table_definition& table, expression results)
        : base({.table = &table, .results = std::move(results)}) {}

    /// Adds terms: `order_by(User::created_at.desc(), User::id.asc())`.
    template <typename... Terms>
    select_query& order_by(Terms... terms) {
        static_assert(
            (std::same_as<Terms, order_term> && ...),
            "tinyorm: order_by takes terms: write column.asc() or column.desc()"
        );
        (this->erased_.order.append(std::move(terms).term), ...);
        return *this;
    }
    select_query& limit(i64 rows) {
        this->erased_.limit = rows;
        return *this;
    }
    select_query& offset(i64 rows) {
        this->erased_.offset = rows;
        return *this;
    }
    /// Leaves out rows that equal another one.
    select_query& distinct() {
        this->erased_.is_distinct = true;
        return *this;
    }
    /// Locks the rows until the transaction ends. SQLite refuses: its writers exclude each other.
    select_query& lock(row_lock wanted) {
        this->erased_.lock = wanted;
        return *this;
    }
};

}  // namespace tinyorm::query
