/// @file
/// Queries within a query.
#pragma once

#include <tinyorm/query/operand.hpp>

namespace tinyorm::query {

/// True where the query gives a row. It may compare with columns of the query it stands in.
template <subquery Query>
[[nodiscard]] condition exists(const Query& query) {
    return condition{expression{operation::exists, to_subquery(query.erased()), 1}};
}

/// The value that a query of one column gives; empty where it gives no row.
template <subquery Query>
[[nodiscard]] auto scalar(const Query& query) {
    using value_type = schema::plain_type<typename Query::result_type>;
    static_assert(schema::is_field_type<value_type>, "tinyorm: scalar takes a query of one column");
    return computed<std::optional<value_type>>{to_subquery(query.erased())};
}

}  // namespace tinyorm::query
