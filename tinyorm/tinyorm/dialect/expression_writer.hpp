/// @file
/// From expressions to SQL text.
/// Private header.
#pragma once

#include <tinyorm/dialect/scope.hpp>
#include <tinyorm/dialect/sql_output.hpp>
#include <tinyorm/query/expression.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace tinyorm::dialect {

/// Writes expressions of one statement, with parentheses only where they are needed.
///
/// Lifetime: refers to output and scope.
class expression_writer {
public:
    expression_writer(sql_output& output, const scope& within) : output_(output), scope_(within) {}

    /// Every expression of `list`, separated by `separator`: `, ` or ` AND `.
    void write_list(const query::expression& list, std::string_view separator);

private:
    using rest = std::span<const query::node>;  // what of a tree is still to be written

    void write(rest& nodes, int context);
    void write_operation(const query::node& what, rest& nodes);
    void write_infix(std::string_view sign, rest& nodes, int left, int right);
    void write_call(std::string_view opening, std::size_t operands, rest& nodes);
    void write_operands(std::size_t count, rest& nodes);
    void write_in(const query::node& what, rest& nodes);
    void write_subquery();
    void write_assignment(rest& nodes);
    void write_column(const query::node& column);
    void write_cast(const query::node& what, rest& nodes);
    void write_fragment(const query::node& what, rest& nodes);
    void write_choice(const query::node& what, rest& nodes);
    void write_over(const query::node& what, rest& nodes);
    void write_filtered(rest& nodes);

    sql_output& output_;
    const scope& scope_;
    const query::query_list* queries_ = nullptr;  // of the expression that is being written
    std::size_t next_query_ = 0;                  // of them
};

}  // namespace tinyorm::dialect
