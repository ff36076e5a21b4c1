/// @file
/// A query whose rows have a type.
#pragma once

#include <tinyorm/query/named_row.hpp>
#include <tinyorm/query/operand.hpp>
#include <tinyorm/query/statement.hpp>

#include <source_location>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tinyorm::query {

template <typename T>
concept named = requires {
    T::result_name;
};

template <typename Operand>
struct result_field {
    using type = nameless_value<typename Operand::value_type>;
};
template <named Operand>
struct result_field<Operand> {
    using type = named_value<Operand::result_name, typename Operand::value_type>;
};

/// What selecting these operands gives: the value of the only one, a tuple of all values, or, if
/// one of them has a name, rows with names.
template <bool HasNames, typename... Operands>
struct selected {
    using type = std::tuple<typename Operands::value_type...>;
};
template <typename Operand>
struct selected<false, Operand> {
    using type = typename Operand::value_type;
};
template <typename... Operands>
struct selected<true, Operands...> {
    using type = named_row<typename result_field<Operands>::type...>;
};
template <typename... Operands>
inline constexpr bool have_names = (named<Operands> || ...);
template <typename... Operands>
using selected_type = typename selected<have_names<Operands...>, Operands...>::type;

/// The operands one after the other.
template <typename... Operands>
expression expressions_of(const Operands&... operands) {
    static_assert((operand<Operands> && ...), "tinyorm: columns or expressions of them go here");
    expression list;
    (list.append(operands.to_expression()), ...);
    return list;
}

/// Every column of a table.
[[nodiscard]] expression all_columns(const schema::table_definition& table);

/// True if an executor wants to know where a query is run from.
template <typename Executor>
inline constexpr bool takes_origins = requires {
    Executor::takes_origins;
};

/// A statement that answers with rows of type `Result`.
///
/// An executor is a `database`, a `session`, or an `async_database`, whose functions are awaited;
/// `token` is a completion token of the latter.
/// Thread safety: distinct objects; a const query may be run by several threads at once.
template <typename Result>
class typed_query {
public:
    using result_type = Result;

    explicit typed_query(statement erased) : erased_(std::move(erased)) {}

    /// Every row, in a vector.
    template <typename Executor>
    auto all(Executor& executor, std::source_location where = std::source_location::current())
        const {
        if constexpr (takes_origins<Executor>)
            return executor.fetch_all(*this, &where);
        else
            return executor.fetch_all(*this);
    }
    template <typename Executor, typename Token>
    auto all(Executor& executor, Token&& token) const {
        return executor.fetch_all(*this, std::forward<Token>(token));
    }
    /// The only row. Throws `no_rows` or `too_many_rows` if there is not exactly one.
    template <typename Executor>
    auto one(Executor& executor, std::source_location where = std::source_location::current())
        const {
        if constexpr (takes_origins<Executor>)
            return executor.fetch_one(*this, &where);
        else
            return executor.fetch_one(*this);
    }
    template <typename Executor, typename Token>
    auto one(Executor& executor, Token&& token) const {
        return executor.fetch_one(*this, std::forward<Token>(token));
    }
    /// The first row, if there is one.
    template <typename Executor>
    auto first(Executor& executor, std::source_location where = std::source_location::current())
        const {
        if constexpr (takes_origins<Executor>)
            return executor.fetch_first(*this, &where);
        else
            return executor.fetch_first(*this);
    }
    template <typename Executor, typename Token>
    auto first(Executor& executor, Token&& token) const {
        return executor.fetch_first(*this, std::forward<Token>(token));
    }

    [[nodiscard]] const statement& erased() const noexcept { return erased_; }

protected:
    statement erased_;
};

/// `without` as a query for what it wrote: `operands`, or whole rows if there are none.
template <typename Row, typename... Operands>
auto with_results(statement without, const Operands&... operands) {
    if constexpr (sizeof...(Operands) == 0) {
        without.results = all_columns(*without.table);
        return typed_query<Row>{std::move(without)};
    } else {
        without.results = expressions_of(operands...);
        return typed_query<selected_type<Operands...>>{std::move(without)};
    }
}

}  // namespace tinyorm::query
