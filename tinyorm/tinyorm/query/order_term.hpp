/// @file
/// Terms of ORDER BY.
#pragma once

#include <tinyorm/query/expression.hpp>

#include <concepts>
#include <utility>

namespace tinyorm::query {

/// One term of ORDER BY. Unless it says where, NULL stands where the database puts it: last in
/// PostgreSQL, first in SQLite, when ascending.
struct order_term {
    expression term;

    [[nodiscard]] order_term nulls_first() && {
        return {expression{operation::nulls_first, std::move(term), 1}};
    }
    [[nodiscard]] order_term nulls_last() && {
        return {expression{operation::nulls_last, std::move(term), 1}};
    }
};

/// The terms one after the other.
template <typename... Terms>
expression terms_of(Terms... terms) {
    static_assert(
        (std::same_as<Terms, order_term> && ...),
        "tinyorm: order_by takes terms: write column.asc() or column.desc()"
    );
    expression list;
    (list.append(std::move(terms).term), ...);
    return list;
}

}  // namespace tinyorm::query
