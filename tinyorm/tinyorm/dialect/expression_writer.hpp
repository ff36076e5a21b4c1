/// @file
/// From expressions to SQL text.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/query/expression.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tinyorm::dialect {

/// Appends expressions to the text of one statement, with parentheses only where they are needed,
/// and numbers its placeholders.
class expression_writer {
public:
    /// Writes to `sql`; columns must be of `table`.
    expression_writer(
        const sql_dialect& dialect, const schema::table_definition& table, std::string& sql
    );

    /// Every expression of `list`, separated by `separator`: `, ` or ` AND `.
    void write_list(const query::expression& list, std::string_view separator);

    void write_placeholder();
    [[nodiscard]] std::size_t parameter_count() const noexcept { return parameters_; }

private:
    using rest = std::span<const query::node>;  // what of a tree is still to be written

    void write(rest& nodes, int context);
    void write_operation(const query::node& what, rest& nodes);
    void write_infix(std::string_view sign, rest& nodes, int left, int right);
    void write_call(std::string_view function, rest& nodes);
    void write_in(const query::node& what, rest& nodes);
    void write_assignment(rest& nodes);
    void write_column(const schema::column_definition& column);

    const sql_dialect& dialect_;
    const schema::table_definition& table_;
    std::string& sql_;
    std::size_t parameters_ = 0;
};

}  // namespace tinyorm::dialect
