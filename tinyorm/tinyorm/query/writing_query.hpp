/// @file
/// What insert, update and remove have in common: they run, and may answer with what they wrote.
#pragma once

#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/typed_query.hpp>

#include <utility>

namespace tinyorm::query {

/// A statement that writes rows of `Model`.
///
/// An executor is a `database`, a `session`, or an `async_database`, whose functions are awaited;
/// `tokens` are completion tokens of the latter.
/// Thread safety: distinct objects; a const query may be run by several threads at once.
template <typename Model>
class writing_query {
public:
    explicit writing_query(statement erased) : erased_(std::move(erased)) {}

    /// Answers with the rows as they are in the table afterwards, or were before a remove; without
    /// columns, whole rows.
    template <typename... Operands>
    [[nodiscard]] auto returning(const Operands&... operands) const {
        return with_results<typename Model::row>(erased_, operands...);
    }

    /// Runs it and returns how many rows were written or deleted.
    template <typename Executor, typename... Tokens>
    auto execute(Executor& executor, Tokens&&... tokens) const {
        return executor.execute(erased_, std::forward<Tokens>(tokens)...);
    }

    [[nodiscard]] const statement& erased() const noexcept { return erased_; }

protected:
    statement erased_;
};

}  // namespace tinyorm::query
