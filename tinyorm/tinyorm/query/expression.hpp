/// @file
/// Expressions as data: what the typed shell builds and the dialects render.
#pragma once

#include <tinyorm/core/small_list.hpp>
#include <tinyorm/core/value.hpp>
#include <tinyorm/query/operation.hpp>
#include <tinyorm/schema/column_definition.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tinyorm::query {

struct statement;

/// One element of an expression: a column, a parameter, a subquery, or an operation on the
/// `operands` expressions that follow it.
struct node {
    enum class kind : std::uint8_t { column, parameter, query, operation };

    kind what = kind::parameter;
    operation code = operation::equal;
    std::uint16_t operands = 0;
    schema::column_type type = schema::column_type::text;  ///< that a cast gives
    const schema::column_definition* column = nullptr;
    /// Of a column: the name its source has in this query, null for the table's own. Of an
    /// operation: the function, name or SQL text it is about. A constant of the program.
    const char* text = nullptr;

    friend bool operator==(const node&, const node&) = default;
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

using query_list = std::vector<std::shared_ptr<const statement>>;

/// One expression, or several one after the other.
///
/// Kept in prefix order, operation before operands, in one array: to combine two is to put one
/// behind the other, and the parameters stand in the order in which their placeholders appear in
/// the SQL text.
/// Lifetime: refers to column definitions and names, which are constants of the program.
class expression {
public:
    expression() = default;
    explicit expression(const schema::column_definition& column, const char* source = nullptr);
    explicit expression(parameter given);
    /// A subquery.
    explicit expression(std::shared_ptr<const statement> query);
    /// An operation on `operands`, which hold as many expressions as `count` says.
    expression(operation code, expression operands, std::size_t count, const char* text = nullptr);

    /// `given` as a value of this type.
    [[nodiscard]] static expression cast(expression given, schema::column_type type);

    /// Puts another expression behind.
    void append(expression other);
    void append(const schema::column_definition& column);

    [[nodiscard]] bool is_empty() const noexcept { return nodes_.empty(); }
    [[nodiscard]] std::span<const node> nodes() const noexcept { return nodes_.span(); }
    [[nodiscard]] std::span<const parameter> parameters() const noexcept { return parameters_; }
    /// Of the query nodes, in their order.
    [[nodiscard]] const query_list& queries() const noexcept { return queries_; }

    friend expression combine(operation code, expression left, expression right);

private:
    void append_operands(expression other);

    small_list<node, 6> nodes_;          // each operation directly before its operands
    std::vector<parameter> parameters_;  // of the parameter nodes, in their order
    query_list queries_;                 // of the query nodes, in their order
};

/// An operation on two expressions.
[[nodiscard]] expression combine(operation code, expression left, expression right);

/// How many nodes the expression has that `nodes` begin with.
[[nodiscard]] std::size_t length_of_first(std::span<const node> nodes) noexcept;

}  // namespace tinyorm::query
