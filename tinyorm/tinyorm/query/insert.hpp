/// @file
/// INSERT, and what happens to a row that exists already.
#pragma once

#include <tinyorm/query/assignment.hpp>
#include <tinyorm/query/writing_query.hpp>

#include <span>

namespace tinyorm::query {

/// An insert of rows whose fields the table describes. A generated field that every row leaves at
/// its default is left to the database.
[[nodiscard]] statement insert_rows(const schema::table_definition& table, schema::row_span rows);

/// `column = the value that could not be inserted`.
[[nodiscard]] expression take_excluded(const schema::column_definition& column);

/// An insert of rows of `Model`.
template <typename Model>
class insert_query : public writing_query<Model> {
public:
    explicit insert_query(std::span<const typename Model::row> rows)
        : writing_query<Model>(insert_rows(schema::table_of<Model>(), rows)) {}

    /// What follows holds for rows whose values in these columns exist already; without columns,
    /// for any conflict.
    template <typename... Columns>
    insert_query& on_conflict(const Columns&... columns) {
        static_assert(
            (std::derived_from<Columns, schema::column_definition> && ...),
            "tinyorm: on_conflict takes the columns of a unique key"
        );
        this->erased_.conflict_target = {&columns...};
        return *this;
    }
    /// Leaves the existing row as it is.
    insert_query& do_nothing() {
        this->erased_.on_conflict = conflict_action::do_nothing;
        return *this;
    }
    /// Gives the existing row the new row's values of these columns, and what `set` says; its row
    /// version counts up by itself.
    template <typename... Columns>
    insert_query& do_update(const Columns&... columns) {
        static_assert(
            (std::derived_from<Columns, schema::column_definition> && ...),
            "tinyorm: do_update takes columns; for other values add set(column, value)"
        );
        if (this->erased_.on_conflict != conflict_action::do_update) {
            this->erased_.assignments.append(count_up_version(*this->erased_.table));
        }
        this->erased_.on_conflict = conflict_action::do_update;
        (this->erased_.assignments.append(take_excluded(columns)), ...);
        return *this;
    }
    /// Sets a column of the existing row.
    template <typename Owner, typename Value, typename Given>
    insert_query& set(const column<Owner, Value>& column, const Given& given) {
        this->erased_.assignments.append(assign<Model>(column, given));
        return *this;
    }
};

}  // namespace tinyorm::query
