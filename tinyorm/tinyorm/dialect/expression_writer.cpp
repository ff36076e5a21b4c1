#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/expression_writer.hpp>

namespace tinyorm::dialect {

using query::operation;

namespace {

// How tightly an operation binds; an operand that binds no tighter than its context gets
// parentheses.
enum binding : int { loosest, by_or, by_and, by_not, by_comparison, by_sum, by_product, tightest };

binding binding_of(operation code) {
    switch (code) {
        case operation::logical_or: return by_or;
        case operation::logical_and: return by_and;
        case operation::logical_not: return by_not;
        case operation::equal:
        case operation::not_equal:
        case operation::less:
        case operation::less_equal:
        case operation::greater:
        case operation::greater_equal:
        case operation::is_null:
        case operation::is_not_null:
        case operation::like:
        case operation::in:
        case operation::any_of: return by_comparison;
        case operation::add:
        case operation::subtract: return by_sum;
        case operation::multiply:
        case operation::divide: return by_product;
        default: return tightest;
    }
}

std::string_view sign_of(operation code) {
    switch (code) {
        case operation::equal: return " = ";
        case operation::not_equal: return " <> ";
        case operation::less: return " < ";
        case operation::less_equal: return " <= ";
        case operation::greater: return " > ";
        case operation::greater_equal: return " >= ";
        case operation::logical_and: return " AND ";
        case operation::logical_or: return " OR ";
        case operation::add: return " + ";
        case operation::subtract: return " - ";
        case operation::multiply: return " * ";
        case operation::divide: return " / ";
        case operation::is_null: return " IS NULL";
        case operation::is_not_null: return " IS NOT NULL";
        case operation::ascending: return "";
        case operation::descending: return " DESC";
        case operation::count: return "count";
        case operation::sum: return "sum";
        case operation::average: return "avg";
        case operation::minimum: return "min";
        case operation::maximum: return "max";
        default: return "";
    }
}

}  // namespace

expression_writer::expression_writer(
    const sql_dialect& dialect, const schema::table_definition& table, std::string& sql
)
    : dialect_(dialect),
      table_(table),
      sql_(sql) {}

void expression_writer::write_list(const query::expression& list, std::string_view separator) {
    auto nodes = list.nodes();
    const int context = separator == " AND " ? by_or : loosest;
    while (!nodes.empty()) {
        if (nodes.size() != list.nodes().size()) sql_ += separator;
        write(nodes, context);
    }
}

void expression_writer::write_placeholder() {
    sql_.append(1, dialect_.placeholder_mark()).append(std::to_string(++parameters_));
}

void expression_writer::write(rest& nodes, int context) {
    const auto what = nodes.front();
    nodes = nodes.subspan(1);
    switch (what.what) {
        case query::node::kind::column: return write_column(*what.column);
        case query::node::kind::parameter: return write_placeholder();
        case query::node::kind::operation: break;
    }
    const bool needs_parentheses = binding_of(what.code) <= context;
    if (needs_parentheses) sql_ += "(";
    write_operation(what, nodes);
    if (needs_parentheses) sql_ += ")";
}

void expression_writer::write_operation(const query::node& what, rest& nodes) {
    const int own = binding_of(what.code);
    switch (what.code) {
        case operation::logical_and:
        case operation::logical_or:
        case operation::add:
        case operation::subtract:
        case operation::multiply:
        case operation::divide: return write_infix(sign_of(what.code), nodes, own - 1, own);
        case operation::equal:
        case operation::not_equal:
        case operation::less:
        case operation::less_equal:
        case operation::greater:
        case operation::greater_equal: return write_infix(sign_of(what.code), nodes, own, own);
        case operation::like: return write_infix(dialect_.like_operator(), nodes, own, own);
        case operation::any_of:
            write_infix(dialect_.any_of().before, nodes, own, loosest);
            sql_ += dialect_.any_of().after;
            return;
        case operation::is_null:
        case operation::is_not_null:
        case operation::ascending:
        case operation::descending:
            write(nodes, own);
            sql_ += sign_of(what.code);
            return;
        case operation::logical_not: sql_ += "NOT "; return write(nodes, own);
        case operation::always_false: sql_ += "FALSE"; return;
        case operation::count_rows: sql_ += "count(*)"; return;
        case operation::count:
        case operation::sum:
        case operation::average:
        case operation::minimum:
        case operation::maximum: return write_call(sign_of(what.code), nodes);
        case operation::in: return write_in(what, nodes);
        case operation::assign: return write_assignment(nodes);
        case operation::excluded:
            sql_.append("excluded.").append(quoted(nodes.front().column->name));
            nodes = nodes.subspan(1);
            return;
    }
}

void expression_writer::write_infix(std::string_view sign, rest& nodes, int left, int right) {
    write(nodes, left);
    sql_ += sign;
    write(nodes, right);
}

void expression_writer::write_call(std::string_view function, rest& nodes) {
    sql_.append(function).append("(");
    write(nodes, loosest);
    sql_ += ")";
}

void expression_writer::write_in(const query::node& what, rest& nodes) {
    write(nodes, by_comparison);
    sql_ += " IN (";
    for (int i = 1; i < what.operands; ++i) {
        if (i > 1) sql_ += ", ";
        write(nodes, loosest);
    }
    sql_ += ")";
}

void expression_writer::write_assignment(rest& nodes) {
    sql_.append(quoted(nodes.front().column->name)).append(" = ");
    nodes = nodes.subspan(1);
    write(nodes, loosest);
}

void expression_writer::write_column(const schema::column_definition& column) {
    const auto& owner = column.table();
    if (&owner != &table_) {
        throw error{
            error_kind::invalid_query,
            std::string{owner.name} + "." + std::string{column.name} +
                " is used in a statement about " + std::string{table_.name}};
    }
    sql_.append(quoted(owner.name)).append(".").append(quoted(column.name));
}

}  // namespace tinyorm::dialect
