#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/grouping.hpp>

#include <algorithm>
#include <string>

namespace tinyorm::dialect {

using query::node;
using query::operation;

namespace {

using nodes_view = std::span<const node>;

/// Calls `visit` with each expression of a list.
template <typename Visit>
void each_of(nodes_view list, const Visit& visit) {
    while (!list.empty()) {
        const auto length = query::length_of_first(list);
        visit(list.first(length));
        list = list.subspan(length);
    }
}

bool is_operation(const node& given, operation code) {
    return given.what == node::kind::operation && given.code == code;
}

nodes_view without_name(nodes_view given) {
    return is_operation(given.front(), operation::named) ? given.subspan(1) : given;
}

bool are_equal(nodes_view left, nodes_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

bool has_aggregate(nodes_view given) {
    if (is_operation(given.front(), operation::over)) {
        bool found = false;  // in the operands of the function: it is none itself
        each_of(given.subspan(2, query::length_of_first(given.subspan(1)) - 1), [&](auto operand) {
            found = found || has_aggregate(operand);
        });
        return found;
    }
    if (given.front().what != node::kind::operation) return false;
    if (is_aggregate(given.front().code)) return true;
    bool found = false;
    each_of(given.subspan(1), [&](auto operand) { found = found || has_aggregate(operand); });
    return found;
}

/// Looks for columns that are neither grouped nor aggregated.
class group_check {
public:
    group_check(const query::statement& select, const scope& within)
        : select_(select),
          scope_(within) {}

    void check(nodes_view given) const {
        if (position_of(select_.groups, given) > 0) return;
        const auto& first = given.front();
        if (first.what == node::kind::column) return check_column(first);
        if (first.what != node::kind::operation || is_aggregate(first.code)) return;
        const bool is_window = first.code == operation::over;
        each_of(given.subspan(is_window ? 2 : 1), [this](auto operand) { check(operand); });
    }

private:
    void check_column(const node& column) const {
        if (!scope_.has(column) || is_of_whole_row(column)) return;
        throw error{
            error_kind::invalid_query,
            shown(column) +
                " stands beside a group without being of it: add it to group_by, or "
                "take its min or max"};
    }

    /// Grouping by the primary key gives groups of one row of that table.
    [[nodiscard]] bool is_of_whole_row(const node& column) const {
        if (column.column->table == nullptr) return false;
        bool has_key = false;
        for (const auto& field : column.column->table().fields) {
            if (!field.column->is_primary_key) continue;
            has_key = true;
            const node key{.what = node::kind::column, .column = field.column, .text = column.text};
            if (position_of(select_.groups, {&key, 1}) == 0) return false;
        }
        return has_key;
    }

    const query::statement& select_;
    const scope& scope_;
};

}  // namespace

std::size_t position_of(const query::expression& list, nodes_view wanted) {
    std::size_t position = 0;
    std::size_t found = 0;
    each_of(list.nodes(), [&](auto each) {
        ++position;
        if (found == 0 && are_equal(without_name(each), without_name(wanted))) found = position;
    });
    return found;
}

void refuse_ungrouped(const query::statement& select, const scope& within) {
    bool is_grouped = !select.groups.is_empty() || !select.group_conditions.is_empty();
    if (!is_grouped) {
        each_of(select.results.nodes(), [&](auto each) {
            is_grouped = is_grouped || has_aggregate(each);
        });
    }
    if (!is_grouped) return;
    const group_check checked{select, within};
    for (const auto* list : {&select.results, &select.group_conditions})
        each_of(list->nodes(), [&](auto each) { checked.check(each); });
    if (!select.set_members.empty()) return;
    each_of(select.order.nodes(), [&](auto each) { checked.check(each); });
}

void refuse_missing(const query::statement& select, const scope& within) {
    if (select.joins.empty()) return;
    each_of(select.results.nodes(), [&](auto each) {
        const auto& selected = without_name(each).front();
        if (selected.what != node::kind::column || selected.column->is_nullable) return;
        if (!within.may_miss(selected)) return;
        throw error{
            error_kind::invalid_query,
            shown(selected) + " is empty where an outer join finds no row: select its or_null()"};
    });
}

}  // namespace tinyorm::dialect
