/// @file
/// UPDATE.
#pragma once

#include <tinyorm/query/assignment.hpp>
#include <tinyorm/query/where_clause.hpp>
#include <tinyorm/query/writing_query.hpp>

namespace tinyorm::query {

/// An update that counts the row version up, if the table has one.
[[nodiscard]] statement update_rows(const schema::table_definition& table);

/// An update of all columns of the row that has the primary key, and the row version, of `row`.
[[nodiscard]] statement update_row(const schema::table_definition& table, const void* row);

/// An update of rows of `Model`; a row version counts up by itself.
template <typename Model>
class update_query : public guarded_where_clause<update_query<Model>, writing_query<Model>> {
public:
    using guarded_where_clause<update_query<Model>, writing_query<Model>>::guarded_where_clause;

    /// Sets a column to a value or to an expression: `set(User::visits, User::visits + 1)`.
    template <typename Owner, typename Value, typename Given>
    update_query& set(const column<Owner, Value>& column, const Given& given) {
        this->erased_.assignments.append(assign<Model>(column, given));
        return *this;
    }
};

}  // namespace tinyorm::query
