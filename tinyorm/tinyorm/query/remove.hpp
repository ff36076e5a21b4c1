/// @file
/// DELETE.
#pragma once

#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/typed_query.hpp>

namespace tinyorm::query {

/// A delete of rows of `Model`.
template <typename Model>
class remove_query {
public:
    remove_query() : erased_{.kind = statement_kind::remove, .table = &schema::table_of<Model>()} {}

    /// Adds a condition; all conditions must hold.
    remove_query& where(condition required) {
        erased_.conditions.append(std::move(required).tree());
        return *this;
    }
    /// Says that a delete without condition is meant; without it, it is refused.
    remove_query& every_row() {
        erased_.covers_every_row = true;
        return *this;
    }

    /// Answers with the rows as they were; without columns, whole rows.
    template <typename... Operands>
    [[nodiscard]] auto returning(const Operands&... operands) const {
        return with_results<typename Model::row>(erased_, operands...);
    }

    /// Runs it and returns how many rows were deleted.
    template <typename Executor, typename... Tokens>
    auto execute(Executor& executor, Tokens&&... tokens) const {
        return executor.execute(erased_, std::forward<Tokens>(tokens)...);
    }

    [[nodiscard]] const statement& erased() const noexcept { return erased_; }

private:
    statement erased_;
};

}  // namespace tinyorm::query
