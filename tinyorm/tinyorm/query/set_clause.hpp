/// @file
/// UNION, INTERSECT and EXCEPT: the rows of several selects.
#pragma once

#include <tinyorm/query/statement.hpp>

#include <concepts>
#include <memory>

namespace tinyorm::query {

/// Adds UNION, INTERSECT and EXCEPT to `Self`, a query that builds on `Base`.
///
/// Applied from left to right, whatever the dialect would do first. ORDER BY and LIMIT of the first
/// select are those of the whole; a term of the order is one of the selected expressions.
template <typename Self, typename Base>
class set_clause : public Base {
public:
    using Base::Base;

    /// Rows of either, each once.
    template <typename Query>
    Self& union_with(const Query& other) {
        return add(set_operation::unite, other);
    }
    /// Rows of either, as often as they are found.
    template <typename Query>
    Self& union_all(const Query& other) {
        return add(set_operation::unite_all, other);
    }
    /// Rows of both, each once.
    template <typename Query>
    Self& intersect(const Query& other) {
        return add(set_operation::intersect, other);
    }
    /// Rows that the other does not give, each once.
    template <typename Query>
    Self& except(const Query& other) {
        return add(set_operation::except, other);
    }

private:
    template <typename Query>
    Self& add(set_operation how, const Query& other) {
        static_assert(
            std::same_as<typename Query::result_type, typename Base::result_type>,
            "tinyorm: both selects of a union must give rows of the same type"
        );
        this->erased_.set_members.push_back({how, std::make_shared<const statement>(other.erased())}
        );
        return static_cast<Self&>(*this);
    }
};

}  // namespace tinyorm::query
