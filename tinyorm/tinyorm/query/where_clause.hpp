/// @file
/// WHERE: which rows a select, update or remove is about.
#pragma once

#include <tinyorm/query/operand.hpp>

#include <concepts>
#include <utility>

namespace tinyorm::query {

/// Adds WHERE to `Self`, a query that builds on `Base`, which keeps its statement as `erased_`.
template <typename Self, typename Base>
class where_clause : public Base {
public:
    using Base::Base;

    /// Adds a condition; all conditions must hold.
    Self& where(condition required) {
        this->erased_.conditions.append(std::move(required).tree());
        return static_cast<Self&>(*this);
    }
    /// Adds a condition if `wanted`: for filters known at run time.
    Self& where_if(std::same_as<bool> auto wanted, condition required) {
        return wanted ? where(std::move(required)) : static_cast<Self&>(*this);
    }
};

/// The same for a query that writes: one without condition is refused unless it says so.
template <typename Self, typename Base>
class guarded_where_clause : public where_clause<Self, Base> {
public:
    using where_clause<Self, Base>::where_clause;

    /// Says that no condition is meant.
    Self& every_row() {
        this->erased_.covers_every_row = true;
        return static_cast<Self&>(*this);
    }
};

}  // namespace tinyorm::query
