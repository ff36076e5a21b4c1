/// @file
/// UPDATE.
#pragma once

#include <tinyorm/query/assignment.hpp>
#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/typed_query.hpp>

namespace tinyorm::query {

/// An update that counts the row version up, if the table has one.
[[nodiscard]] statement update_rows(const schema::table_definition& table);

/// An update of all columns of the row that has the primary key, and the row version, of `row`.
[[nodiscard]] statement update_row(const schema::table_definition& table, const void* row);

/// An update of rows of `Model`; a row version counts up by itself.
template <typename Model>
class update_query {
public:
    explicit update_query(statement erased) : erased_(std::move(erased)) {}

    /// Sets a column to a value or to an expression: `set(User::visits, User::visits + 1)`.
    template <typename Owner, typename Value, typename Given>
    update_query& set(const column<Owner, Value>& column, const Given& given) {
        erased_.assignments.append(assign<Model>(column, given));
        return *this;
    }
    /// Adds a condition; all conditions must hold.
    update_query& where(condition required) {
        erased_.conditions.append(std::move(required).tree());
        return *this;
    }
    /// Says that an update without condition is meant; without it, it is refused.
    update_query& every_row() {
        erased_.covers_every_row = true;
        return *this;
    }

    /// Answers with the rows as they are afterwards; without columns, whole rows.
    template <typename... Operands>
    [[nodiscard]] auto returning(const Operands&... operands) const {
        return with_results<typename Model::row>(erased_, operands...);
    }

    /// Runs it and returns how many rows were updated.
    template <typename Executor, typename... Tokens>
    auto execute(Executor& executor, Tokens&&... tokens) const {
        return executor.execute(erased_, std::forward<Tokens>(tokens)...);
    }

    [[nodiscard]] const statement& erased() const noexcept { return erased_; }

private:
    statement erased_;
};

}  // namespace tinyorm::query
