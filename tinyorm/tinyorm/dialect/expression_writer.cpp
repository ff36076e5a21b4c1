#include <tinyorm/dialect/expression_writer.hpp>
#include <tinyorm/dialect/operation_text.hpp>
#include <tinyorm/dialect/select_writer.hpp>

namespace tinyorm::dialect {

using query::node;
using query::operation;

void expression_writer::write_list(const query::expression& list, std::string_view separator) {
    auto nodes = list.nodes();
    queries_ = &list.queries();
    next_query_ = 0;
    const int context = separator == " AND " ? by_or : loosest;
    while (!nodes.empty()) {
        if (nodes.size() != list.nodes().size()) output_ << separator;
        write(nodes, context);
    }
}

void expression_writer::write(rest& nodes, int context) {
    const auto what = nodes.front();
    nodes = nodes.subspan(1);
    switch (what.what) {
        case node::kind::column: return write_column(what);
        case node::kind::parameter: return output_.add_placeholder();
        case node::kind::query: return write_subquery();
        case node::kind::operation: break;
    }
    // What SQL does not show takes no parentheses either.
    if (what.code == operation::or_null) return write(nodes, context);
    if (what.code == operation::decimal_order) {
        require(output_.dialect, feature::decimal_order);
        return write(nodes, context);
    }
    const bool needs_parentheses = binding_of(what.code) <= context;
    if (needs_parentheses) output_ << "(";
    write_operation(what, nodes);
    if (needs_parentheses) output_ << ")";
}

void expression_writer::write_operation(const node& what, rest& nodes) {
    const int own = binding_of(what.code);
    const auto sign = sign_of(what.code);
    switch (what.code) {
        case operation::logical_and:
        case operation::logical_or:
        case operation::add:
        case operation::subtract:
        case operation::multiply:
        case operation::divide:
        case operation::remainder: return write_infix(sign, nodes, own - 1, own);
        case operation::equal:
        case operation::not_equal:
        case operation::less:
        case operation::less_equal:
        case operation::greater:
        case operation::greater_equal: return write_infix(sign, nodes, own, own);
        case operation::concatenate: return write_infix(sign, nodes, by_product, by_product);
        case operation::like: return write_infix(output_.dialect.like_operator(), nodes, own, own);
        case operation::any_of:
            write_infix(output_.dialect.any_of().before, nodes, own, loosest);
            output_ << output_.dialect.any_of().after;
            return;
        case operation::is_null:
        case operation::is_not_null:
        case operation::ascending:
        case operation::descending:
        case operation::nulls_first:
        case operation::nulls_last:
        case operation::preceding:
        case operation::following:
            write(nodes, own == tightest ? loosest : own);
            output_ << sign;
            return;
        case operation::logical_not:
        case operation::exists: output_ << sign; return write(nodes, own);
        case operation::always_false:
        case operation::count_rows:
        case operation::unbounded_preceding:
        case operation::current_row:
        case operation::unbounded_following: output_ << sign; return;
        case operation::count:
        case operation::count_distinct:
        case operation::sum:
        case operation::average:
        case operation::minimum:
        case operation::maximum: return write_call(sign, 1, nodes);
        case operation::filtered: return write_filtered(nodes);
        case operation::in: return write_in(what, nodes);
        case operation::assign: return write_assignment(nodes);
        case operation::excluded:
            output_ << "excluded.";
            output_.add_name(nodes.front().column->name);
            nodes = nodes.subspan(1);
            return;
        case operation::cast: return write_cast(what, nodes);
        case operation::named:
            write(nodes, loosest);
            output_ << " AS ";
            return output_.add_name(what.text);
        case operation::call: output_ << what.text; return write_call("(", what.operands, nodes);
        case operation::moment: output_ << output_.dialect.now(); return;
        case operation::fragment: return write_fragment(what, nodes);
        case operation::choice: return write_choice(what, nodes);
        case operation::list: return write_operands(what.operands, nodes);
        case operation::over: return write_over(what, nodes);
        case operation::frame:
            output_ << "ROWS BETWEEN ";
            return write_infix(" AND ", nodes, loosest, loosest);
        case operation::or_null:
        case operation::decimal_order: return;  // written by `write`
    }
}

void expression_writer::write_infix(std::string_view sign, rest& nodes, int left, int right) {
    write(nodes, left);
    output_ << sign;
    write(nodes, right);
}

void expression_writer::write_call(std::string_view opening, std::size_t operands, rest& nodes) {
    output_ << opening;
    write_operands(operands, nodes);
    output_ << ")";
}

void expression_writer::write_operands(std::size_t count, rest& nodes) {
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) output_ << ", ";
        write(nodes, loosest);
    }
}

void expression_writer::write_in(const node& what, rest& nodes) {
    write(nodes, by_comparison);
    output_ << " IN ";
    if (nodes.front().what == node::kind::query) return write(nodes, loosest);
    write_call("(", what.operands - 1U, nodes);
}

void expression_writer::write_subquery() {
    const auto& query = *(*queries_)[next_query_++];
    output_ << "(";
    select_writer{output_, query, &scope_}.write();
    output_ << ")";
}

void expression_writer::write_assignment(rest& nodes) {
    output_.add_name(nodes.front().column->name);
    output_ << " = ";
    nodes = nodes.subspan(1);
    write(nodes, loosest);
}

void expression_writer::write_column(const node& column) {
    scope_.expect(column);
    output_.add_name(column.text != nullptr ? column.text : column.column->table().name);
    output_ << ".";
    output_.add_name(column.column->name);
}

void expression_writer::write_cast(const node& what, rest& nodes) {
    output_ << "CAST(";
    write(nodes, loosest);
    output_ << " AS " << output_.dialect.type_name(what.type) << ")";
}

void expression_writer::write_fragment(const node& what, rest& nodes) {
    output_ << "(";
    bool is_quoted = false;
    for (const char* at = what.text; *at != '\0'; ++at) {
        if (*at == '\'') is_quoted = !is_quoted;
        if (is_quoted || *at != '$') {
            output_ << std::string_view{at, 1};
        } else {
            write(nodes, tightest - 1);
            ++at;  // the digit: placeholders stand in their order
        }
    }
    output_ << ")";
}

void expression_writer::write_choice(const node& what, rest& nodes) {
    output_ << "CASE";
    for (int i = 0; i + 1 < what.operands; i += 2) {
        output_ << " WHEN ";
        write(nodes, loosest);
        output_ << " THEN ";
        write(nodes, loosest);
    }
    if (what.operands % 2 == 1) {
        output_ << " ELSE ";
        write(nodes, loosest);
    }
    output_ << " END";
}

void expression_writer::write_over(const node& what, rest& nodes) {
    write(nodes, loosest);
    output_ << " OVER (";
    std::string_view gap;
    if (nodes.front().operands > 0) {
        output_ << "PARTITION BY ";
        gap = " ";
    }
    write(nodes, loosest);
    if (nodes.front().operands > 0) {
        output_ << gap << "ORDER BY ";
        gap = " ";
    }
    write(nodes, loosest);
    if (what.operands > 3) {
        output_ << gap;
        write(nodes, loosest);
    }
    output_ << ")";
}

void expression_writer::write_filtered(rest& nodes) {
    write(nodes, loosest);
    output_ << " FILTER (WHERE ";
    write(nodes, loosest);
    output_ << ")";
}

}  // namespace tinyorm::dialect
