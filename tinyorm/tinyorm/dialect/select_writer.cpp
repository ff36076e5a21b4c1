#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/grouping.hpp>
#include <tinyorm/dialect/operation_text.hpp>
#include <tinyorm/dialect/select_writer.hpp>

#include <algorithm>

namespace tinyorm::dialect {

using query::join_kind;
using query::row_lock;
using query::set_operation;

namespace {

std::string_view words_of(join_kind kind) {
    switch (kind) {
        case join_kind::inner: return " JOIN ";
        case join_kind::left: return " LEFT JOIN ";
        case join_kind::right: return " RIGHT JOIN ";
        case join_kind::full: return " FULL JOIN ";
        case join_kind::cross: return " CROSS JOIN ";
    }
    return "";
}

std::string_view words_of(set_operation how) {
    switch (how) {
        case set_operation::unite: return " UNION ";
        case set_operation::unite_all: return " UNION ALL ";
        case set_operation::intersect: return " INTERSECT ";
        case set_operation::except: return " EXCEPT ";
    }
    return "";
}

std::string_view words_of(row_lock lock) {
    switch (lock) {
        case row_lock::none: return "";
        case row_lock::for_update: return " FOR UPDATE";
        case row_lock::for_update_skip_locked: return " FOR UPDATE SKIP LOCKED";
        case row_lock::for_update_no_wait: return " FOR UPDATE NOWAIT";
    }
    return "";
}

[[noreturn]] void refuse(const std::string& reason) {
    throw error{error_kind::invalid_query, reason};
}

/// True for a select that cannot stand beside a UNION as it is.
bool needs_parentheses(const query::statement& member) {
    return !member.set_members.empty() || !member.order.is_empty() || member.limit ||
           member.offset || !member.common_tables.empty();
}

}  // namespace

select_writer::select_writer(sql_output& output, const query::statement& select, const scope* outer)
    : output_(output),
      select_(select),
      scope_(select, outer),
      expressions_(output, scope_) {}

void select_writer::write() {
    if (select_.table == nullptr && select_.source_name == nullptr) {
        refuse("a select without a table: say from()");
    }
    refuse_missing(select_, scope_);
    refuse_ungrouped(select_, scope_);
    write_common_tables();
    write_core();
    write_set_members();
    write_order();
    write_limits();
    write_lock();
}

void select_writer::write_common_tables() {
    const auto& tables = select_.common_tables;
    if (tables.empty()) return;
    const bool is_recursive = std::any_of(tables.begin(), tables.end(), [](const auto& each) {
        return each.is_recursive;
    });
    output_ << (is_recursive ? "WITH RECURSIVE " : "WITH ");
    for (const auto& table : tables) {
        if (&table != &tables.front()) output_ << ", ";
        output_.add_name(table.name);
        output_ << " AS (";
        select_writer{output_, *table.query, nullptr}.write();
        output_ << ")";
    }
    output_ << " ";
}

void select_writer::write_core() {
    // PostgreSQL would take INTERSECT first; SQLite goes from left to right, as we do.
    if (mixes_set_operations() && output_.dialect.has(feature::nested_set_operations)) {
        for (std::size_t i = 1; i < select_.set_members.size(); ++i)
            output_ << "(";
    }
    output_ << (select_.is_distinct ? "SELECT DISTINCT " : "SELECT ");
    expressions_.write_list(select_.results, ", ");
    write_sources();
    write_clause(" WHERE ", select_.conditions, " AND ");
    write_clause(" GROUP BY ", select_.groups, ", ");
    write_clause(" HAVING ", select_.group_conditions, " AND ");
}

void select_writer::write_sources() {
    output_ << " FROM ";
    add_source(select_.from());
    for (const auto& joined : select_.joins) {
        if (joined.kind == join_kind::right || joined.kind == join_kind::full) {
            require(output_.dialect, feature::right_and_full_joins);
        }
        output_ << words_of(joined.kind);
        add_source(joined.from);
        write_clause(" ON ", joined.on, " AND ");
    }
}

void select_writer::add_source(const query::source& from) {
    if (from.table == nullptr) return output_.add_name(from.name);
    output_.add_name(from.table->name);
    if (from.name == nullptr) return;
    output_ << " AS ";
    output_.add_name(from.name);
}

void select_writer::write_clause(
    std::string_view keyword, const query::expression& list, std::string_view by
) {
    if (list.is_empty()) return;
    output_ << keyword;
    expressions_.write_list(list, by);
}

bool select_writer::mixes_set_operations() const {
    const auto& members = select_.set_members;
    return std::any_of(members.begin(), members.end(), [&](const auto& each) {
        return each.how != members.front().how;
    });
}

void select_writer::write_set_members() {
    const bool nests =
        mixes_set_operations() && output_.dialect.has(feature::nested_set_operations);
    for (const auto& member : select_.set_members) {
        output_ << words_of(member.how);
        write_member(*member.query);
        if (nests && &member != &select_.set_members.back()) output_ << ")";
    }
}

void select_writer::write_member(const query::statement& member) {
    const bool is_nested = needs_parentheses(member);
    if (is_nested) require(output_.dialect, feature::nested_set_operations);
    if (is_nested) output_ << "(";
    select_writer{output_, member, scope_.outer()}.write();
    if (is_nested) output_ << ")";
}

void select_writer::write_order() {
    if (select_.order.is_empty()) return;
    output_ << " ORDER BY ";
    if (select_.set_members.empty()) return expressions_.write_list(select_.order, ", ");
    write_order_by_position();
}

// The rows of a union have no table any more: its terms are named by their place in the result.
void select_writer::write_order_by_position() {
    auto terms = select_.order.nodes();
    while (!terms.empty()) {
        if (terms.size() != select_.order.nodes().size()) output_ << ", ";
        const auto length = query::length_of_first(terms);
        std::string behind;
        std::size_t at = 0;
        for (; terms[at].what == query::node::kind::operation && terms[at].operands == 1 &&
               terms[at].code >= query::operation::ascending &&
               terms[at].code <= query::operation::nulls_last;
             ++at) {
            behind.insert(0, sign_of(terms[at].code));
        }
        const auto position = position_of(select_.results, terms.subspan(at, length - at));
        if (position == 0) refuse("the order of a union is that of one of its selected columns");
        output_ << std::to_string(position) << behind;
        terms = terms.subspan(length);
    }
}

void select_writer::write_limits() {
    if (select_.limit) {
        output_ << " LIMIT ";
        output_.add_placeholder();
    } else if (select_.offset && !output_.dialect.no_limit().empty()) {
        output_ << " LIMIT " << output_.dialect.no_limit();
    }
    if (!select_.offset) return;
    output_ << " OFFSET ";
    output_.add_placeholder();
}

void select_writer::write_lock() {
    if (select_.lock == row_lock::none) return;
    require(output_.dialect, feature::row_locks);
    output_ << words_of(select_.lock);
}

}  // namespace tinyorm::dialect
