/// @file
/// ORDER BY, LIMIT and OFFSET: which rows come first, and how many come.
#pragma once

#include <tinyorm/core/types.hpp>
#include <tinyorm/query/keyset.hpp>
#include <tinyorm/query/order_term.hpp>

#include <utility>

namespace tinyorm::query {

/// Adds ORDER BY, LIMIT and OFFSET to `Self`, a query that builds on `Base`.
template <typename Self, typename Base>
class order_clause : public Base {
public:
    using Base::Base;

    /// Adds terms: `order_by(User::created_at.desc().nulls_last(), User::id.asc())`.
    template <typename... Terms>
    Self& order_by(Terms... terms) {
        this->erased_.order.append(terms_of(std::move(terms)...));
        return self();
    }
    Self& limit(i64 rows) {
        this->erased_.limit = rows;
        return self();
    }
    /// Passes over so many rows. The database still finds them all: for pages, use `page`.
    Self& offset(i64 rows) {
        this->erased_.offset = rows;
        return self();
    }
    /// The first `rows` rows in the order of `keys`; further pages add `where(keys.after(...))`.
    template <typename... Columns>
    Self& page(const keyset<Columns...>& keys, i64 rows) {
        this->erased_.order.append(keys.order());
        return limit(rows);
    }

private:
    Self& self() { return static_cast<Self&>(*this); }
};

}  // namespace tinyorm::query
