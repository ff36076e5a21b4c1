/// @file
/// Expressions as data: what the typed shell builds and the dialects render.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/schema/column_definition.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

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
    in,      ///< the operand, then the values
    any_of,  ///< the operand, then one array
    add,
    subtract,
    multiply,
    divide,
    always_false,  ///< no operand
    count_rows,    ///< no operand: count(*)
    count,
    sum,
    average,
    minimum,
    maximum,
    ascending,
    descending,
    assign,    ///< the column, then its new value
    excluded,  ///< the value of a column that a conflict kept from being inserted
};

/// One element of an expression: a column, a parameter, or an operation on the `operands`
/// expressions that follow it.
struct node {
    enum class kind : std::uint8_t { column, parameter, operation };

    kind what = kind::parameter;
    operation code = operation::equal;
    std::uint16_t operands = 0;
    const schema::column_definition* column = nullptr;
};

/// How a parameter's text is meant.
enum class parameter_use : std::uint8_t {
    plain,
    like_pattern,  ///< `%`, `_` and `\` as in LIKE; a dialect may have to rewrite it
};

struct parameter {
    value held;
    parameter_use use = parameter_use::plain;
};

/// One expression, or several one after the other.
///
/// Kept in prefix order, operation before operands, in one array: to combine two is to put one
/// behind the other, and the parameters stand in the order in which their placeholders appear in
/// the SQL text.
/// Lifetime: refers to column definitions, which are constants of the program.
class expression {
public:
    expression() = default;
    explicit expression(const schema::column_definition& column);
    explicit expression(parameter given);
    /// An operation on `operands`, which hold as many expressions as `count` says.
    expression(operation code, expression operands, std::size_t count);

    /// Makes room for so many nodes.
    void reserve(std::size_t nodes) { nodes_.reserve(nodes); }

    /// Puts another expression behind.
    void append(expression other);
    void append(const schema::column_definition& column);

    [[nodiscard]] bool is_empty() const noexcept { return nodes_.empty(); }
    [[nodiscard]] std::span<const node> nodes() const noexcept { return nodes_; }
    [[nodiscard]] std::span<const parameter> parameters() const noexcept { return parameters_; }

    friend expression combine(operation code, expression left, expression right);

private:
    void append_parameters(std::vector<parameter> others);

    std::vector<node> nodes_;            // each operation directly before its operands
    std::vector<parameter> parameters_;  // of the parameter nodes, in their order
};

/// An operation on two expressions.
[[nodiscard]] expression combine(operation code, expression left, expression right);

}  // namespace tinyorm::query
