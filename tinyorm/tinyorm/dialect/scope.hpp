/// @file
/// Which tables the columns of a statement may be of.
/// Private header.
#pragma once

#include <tinyorm/query/statement.hpp>

#include <string>

namespace tinyorm::dialect {

/// The tables of one statement and, within a subquery, those of the statements around it.
///
/// Lifetime: refers to statement and outer scope.
class scope {
public:
    explicit scope(const query::statement& of, const scope* outer = nullptr);

    /// Throws `invalid_query` unless the column's table stands in this statement or around it.
    void expect(const query::node& column) const;
    /// True if the column's table stands in this statement itself.
    [[nodiscard]] bool has(const query::node& column) const;
    /// True if the column's table is one that an outer join may leave out.
    [[nodiscard]] bool may_miss(const query::node& column) const;

    [[nodiscard]] const scope* outer() const noexcept { return outer_; }

private:
    void refuse_doubles() const;

    const query::statement& of_;
    const scope* outer_;
};

/// `users.name`, as an error shows a column.
[[nodiscard]] std::string shown(const query::node& column);

}  // namespace tinyorm::dialect
