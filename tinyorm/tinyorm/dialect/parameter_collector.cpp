#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/parameter_collector.hpp>

#include <variant>

namespace tinyorm::dialect {

void parameter_collector::add(const query::statement& statement) {
    if (statement.kind == query::statement_kind::select) return add_select(statement);
    collected_.insert(collected_.end(), statement.values.begin(), statement.values.end());
    add(statement.assignments);
    add(statement.conditions);
    add(statement.results);
}

void parameter_collector::add_select(const query::statement& select) {
    for (const auto& table : select.common_tables)
        add(*table.query);
    add(select.results);
    for (const auto& joined : select.joins)
        add(joined.on);
    add(select.conditions);
    add(select.groups);
    add(select.group_conditions);
    for (const auto& member : select.set_members)
        add(*member.query);
    if (select.set_members.empty()) add(select.order);
    add(select.limit);
    add(select.offset);
}

void parameter_collector::add(const query::expression& tree) {
    if (!tree.queries().empty()) return add_around_queries(tree);
    for (const auto& given : tree.parameters())
        add(given);
}

void parameter_collector::add_around_queries(const query::expression& tree) {
    auto parameter = tree.parameters().begin();
    auto query = tree.queries().begin();
    for (const auto& each : tree.nodes()) {
        if (each.what == query::node::kind::parameter) add(*parameter++);
        if (each.what == query::node::kind::query) add(**query++);
    }
}

void parameter_collector::add(const query::parameter& given) {
    if (given.use == query::parameter_use::like_pattern) {
        collected_.emplace_back(dialect_.to_pattern(std::get<std::string>(given.held.held())));
    } else {
        collected_.push_back(given.held);
    }
}

void parameter_collector::add(const std::optional<i64>& rows) {
    if (!rows) return;
    if (*rows < 0) throw error{error_kind::value_out_of_range, "a limit or offset below 0"};
    collected_.emplace_back(*rows);
}

}  // namespace tinyorm::dialect
