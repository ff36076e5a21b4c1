/// @file
/// GROUP BY and HAVING: one row for many.
#pragma once

#include <tinyorm/query/typed_query.hpp>

#include <utility>

namespace tinyorm::query {

/// Adds GROUP BY and HAVING to `Self`, a query that builds on `Base`.
///
/// Errors: rendering refuses a column that is selected beside a group without being of it, naming
/// the column.
template <typename Self, typename Base>
class group_clause : public Base {
public:
    using Base::Base;

    /// One row for all rows that are equal in these.
    template <typename... Operands>
    Self& group_by(const Operands&... operands) {
        this->erased_.groups.append(expressions_of(operands...));
        return static_cast<Self&>(*this);
    }
    /// Adds a condition on a group; all must hold.
    Self& having(condition required) {
        this->erased_.group_conditions.append(std::move(required).tree());
        return static_cast<Self&>(*this);
    }
};

}  // namespace tinyorm::query
