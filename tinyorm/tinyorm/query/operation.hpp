/// @file
/// What an expression may do with its operands.
#pragma once

#include <cstdint>

namespace tinyorm::query {

enum class operation : std::uint8_t {
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    logical_and,
    logical_or,
    logical_not,
    is_null,
    is_not_null,
    like,    ///< case-sensitive on every dialect
    in,      ///< the operand, then the values, or one subquery
    any_of,  ///< the operand, then one array
    exists,  ///< one subquery
    add,
    subtract,
    multiply,
    divide,
    remainder,
    concatenate,
    always_false,  ///< no operand
    count_rows,    ///< no operand: count(*)
    count,
    count_distinct,
    sum,
    average,
    minimum,
    maximum,
    filtered,  ///< an aggregate, then the condition its rows meet
    ascending,
    descending,
    nulls_first,  ///< a term of ORDER BY
    nulls_last,   ///< a term of ORDER BY
    assign,       ///< the column, then its new value
    excluded,     ///< the value of a column that a conflict kept from being inserted
    cast,         ///< the operand, to the node's type
    or_null,      ///< the operand, known to be NULL where an outer join finds no row
    named,        ///< the operand, called as the node's text says in the result
    call,         ///< the function of the node's text, with any number of operands
    moment,       ///< no operand: the time of the statement
    fragment,     ///< the SQL of the node's text, its operands for $1, $2, ...
    choice,       ///< CASE: conditions and values by turns, and the value otherwise, if odd
    list,         ///< several expressions where one is expected
    over,         ///< a function, the list of its partition, its order, and perhaps a frame
    frame,        ///< ROWS BETWEEN two bounds
    unbounded_preceding,
    preceding,  ///< the number of rows
    current_row,
    following,  ///< the number of rows
    unbounded_following,
    decimal_order,  ///< a decimal whose order or sum matters, which not every dialect knows
};

/// True if it makes one value of the rows of a group.
[[nodiscard]] constexpr bool is_aggregate(operation code) noexcept {
    return code >= operation::count_rows && code <= operation::filtered;
}

}  // namespace tinyorm::query
