#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/scope.hpp>

#include <algorithm>
#include <string_view>

namespace tinyorm::dialect {

using query::join_kind;
using query::source;

namespace {

bool is_of(const query::node& column, const source& from) {
    if (column.text != nullptr) {
        return from.name != nullptr && std::string_view{column.text} == from.name;
    }
    return from.name == nullptr && &column.column->table() == from.table;
}

}  // namespace

scope::scope(const query::statement& of, const scope* outer) : of_(of), outer_(outer) {
    if (!of.joins.empty()) refuse_doubles();
}

void scope::refuse_doubles() const {
    std::vector<std::string_view> names{of_.from().shown_name()};
    for (const auto& joined : of_.joins) {
        const auto name = joined.from.shown_name();
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            throw error{
                error_kind::invalid_query,
                std::string{name} + " stands twice in one statement: join it under an alias"};
        }
        names.push_back(name);
    }
}

bool scope::has(const query::node& column) const {
    return is_of(column, of_.from()) ||
           std::any_of(of_.joins.begin(), of_.joins.end(), [&](const auto& joined) {
               return is_of(column, joined.from);
           });
}

void scope::expect(const query::node& column) const {
    for (const auto* around = this; around != nullptr; around = around->outer_) {
        if (around->has(column)) return;
    }
    throw error{
        error_kind::invalid_query,
        shown(column) + " is used in a statement about " + std::string{of_.from().shown_name()}};
}

bool scope::may_miss(const query::node& column) const {
    bool misses = false;
    bool is_known = is_of(column, of_.from());
    for (const auto& joined : of_.joins) {
        if (is_known) {
            misses = misses || joined.kind == join_kind::right || joined.kind == join_kind::full;
        } else if (is_of(column, joined.from)) {
            is_known = true;
            misses = joined.kind == join_kind::left || joined.kind == join_kind::full;
        }
    }
    return misses;
}

std::string shown(const query::node& column) {
    const std::string_view owner =
        column.text != nullptr ? std::string_view{column.text} : column.column->table().name;
    return std::string{owner} + "." + std::string{column.column->name};
}

}  // namespace tinyorm::dialect
