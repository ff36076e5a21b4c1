#include <tinyorm/migrations/checksum.hpp>
#include <tinyorm/migrations/schema_state.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <algorithm>
#include <functional>
#include <tuple>

namespace tinyorm::migrations {
namespace {

template <typename Item>
bool has_same_items(const std::vector<Item>& one, const std::vector<Item>& other) {
    return std::ranges::is_permutation(one, other);
}

bool is_same_table(const table_state& one, const table_state& other) {
    return one.name == other.name && one.primary_key == other.primary_key &&
           has_same_items(one.columns, other.columns) &&
           has_same_items(one.uniques, other.uniques) && has_same_items(one.checks, other.checks) &&
           has_same_items(one.foreign_keys, other.foreign_keys) &&
           has_same_items(one.indexes, other.indexes);
}

}  // namespace

bool operator==(const column_state& one, const column_state& other) {
    const auto seen = [](const column_state& column) {
        return std::tie(
            column.name,
            column.type,
            column.is_nullable,
            column.is_autoincrement,
            column.default_sql,
            column.max_length
        );
    };
    return seen(one) == seen(other);
}

const column_state* table_state::find_column(std::string_view wanted) const {
    const auto found = std::ranges::find(columns, wanted, &column_state::name);
    return found == columns.end() ? nullptr : &*found;
}

const table_state* schema_state::find_table(std::string_view wanted) const {
    const auto found = std::ranges::find(tables, wanted, &table_state::name);
    return found == tables.end() ? nullptr : &*found;
}

bool is_same_schema(const schema_state& one, const schema_state& other) {
    return one.dialect == other.dialect && one.tables.size() == other.tables.size() &&
           std::ranges::all_of(one.tables, [&other](const table_state& table) {
               const auto* const same = other.find_table(table.name);
               return same != nullptr && is_same_table(table, *same);
           });
}

std::string conventional_name(
    std::string_view table, const column_names& columns, std::string_view suffix
) {
    std::string name{table};
    for (const auto& column : columns)
        name += '_' + column;
    (name += '_') += suffix;
    if (name.size() <= schema::identifier_limit) return name;
    const auto ending = '_' + checksum_of(name).substr(0, 8) + '_' + std::string{suffix};
    return name.substr(0, schema::identifier_limit - ending.size()) + ending;
}

std::vector<const table_state*> in_order_of_reference(const std::vector<table_state>& tables) {
    std::vector<const table_state*> ordered;
    std::vector<std::string_view> visited;
    const std::function<void(const table_state&)> visit = [&](const table_state& table) {
        if (std::ranges::find(visited, table.name) != visited.end()) return;
        visited.push_back(table.name);
        for (const auto& reference : table.foreign_keys) {
            const auto target = std::ranges::find(tables, reference.table, &table_state::name);
            if (target != tables.end()) visit(*target);
        }
        ordered.push_back(&table);
    };
    for (const auto& table : tables)
        visit(table);
    return ordered;
}

}  // namespace tinyorm::migrations
