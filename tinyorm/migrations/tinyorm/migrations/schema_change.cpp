#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/renamed_state.hpp>
#include <tinyorm/migrations/schema_change.hpp>

#include <algorithm>
#include <iterator>

namespace tinyorm::migrations {
namespace {

template <typename Item>
std::vector<Item> missing_from(const std::vector<Item>& searched, const std::vector<Item>& wanted) {
    std::vector<Item> missing;
    std::ranges::copy_if(wanted, std::back_inserter(missing), [&searched](const Item& item) {
        return std::ranges::find(searched, item) == searched.end();
    });
    return missing;
}

// Constraints that say the same under another name.
template <typename Item>
void find_renamed(
    const table_state& table,
    const std::vector<Item>& before,
    const std::vector<Item>& after,
    std::vector<renamed_part>& found
) {
    for (const auto& now : after) {
        const auto same = std::ranges::find(before, now);
        if (same != before.end() && same->name != now.name)
            found.push_back({table.name, same->name, now.name});
    }
}

void compare_columns(table_change& change) {
    for (const auto& column : change.before.columns) {
        const auto* const now = change.after.find_column(column.name);
        if (now == nullptr) {
            change.dropped_columns.push_back(column);
        } else if (*now != column) {
            change.altered_columns.push_back({column, *now});
        }
    }
    for (const auto& column : change.after.columns) {
        if (change.before.find_column(column.name) == nullptr)
            change.added_columns.push_back(column);
    }
}

table_change compare(const table_state& before, const table_state& after) {
    table_change change{.before = before, .after = after};
    compare_columns(change);
    change.dropped_uniques = missing_from(after.uniques, before.uniques);
    change.added_uniques = missing_from(before.uniques, after.uniques);
    change.dropped_checks = missing_from(after.checks, before.checks);
    change.added_checks = missing_from(before.checks, after.checks);
    change.dropped_foreign_keys = missing_from(after.foreign_keys, before.foreign_keys);
    change.added_foreign_keys = missing_from(before.foreign_keys, after.foreign_keys);
    change.dropped_indexes = missing_from(after.indexes, before.indexes);
    change.added_indexes = missing_from(before.indexes, after.indexes);
    return change;
}

std::vector<table_state> ordered_copy(const std::vector<table_state>& tables) {
    std::vector<table_state> ordered;
    for (const auto* const table : in_order_of_reference(tables))
        ordered.push_back(*table);
    return ordered;
}

bool is_alike(const column_state& one, const column_state& other) {
    return one.type == other.type && one.is_nullable == other.is_nullable;
}

bool is_alike(const table_state& one, const table_state& other) {
    return std::ranges::equal(
        one.columns, other.columns, {}, &column_state::name, &column_state::name
    );
}

}  // namespace

bool table_change::is_only_of_indexes() const {
    return dropped_columns.empty() && added_columns.empty() && altered_columns.empty() &&
           dropped_uniques.empty() && added_uniques.empty() && dropped_checks.empty() &&
           added_checks.empty() && dropped_foreign_keys.empty() && added_foreign_keys.empty() &&
           !has_new_key();
}

bool table_change::is_empty() const {
    return is_only_of_indexes() && dropped_indexes.empty() && added_indexes.empty();
}

bool schema_change::is_empty() const {
    return renamed_tables.empty() && renamed_columns.empty() && renamed_constraints.empty() &&
           renamed_indexes.empty() && dropped_tables.empty() && created_tables.empty() &&
           changed_tables.empty();
}

schema_change difference(
    const schema_state& before, const schema_state& after, std::span<const renaming> renamings
) {
    if (before.dialect != after.dialect) {
        throw error(
            error_kind::invalid_configuration, "the two states are of databases of different kinds"
        );
    }
    schema_change change{.dialect = before.dialect};
    const auto renamed = rename(before, after, renamings, change);
    for (const auto& table : after.tables) {
        const auto* const old = renamed.find_table(table.name);
        if (old == nullptr) {
            change.created_tables.push_back(table);
            continue;
        }
        auto compared = compare(*old, table);
        if (!compared.is_empty()) change.changed_tables.push_back(std::move(compared));
        if (before.dialect == dialect_kind::sqlite) continue;
        find_renamed(table, old->uniques, table.uniques, change.renamed_constraints);
        find_renamed(table, old->foreign_keys, table.foreign_keys, change.renamed_constraints);
    }
    for (const auto& table : renamed.tables) {
        if (after.find_table(table.name) == nullptr) change.dropped_tables.push_back(table);
    }
    change.created_tables = ordered_copy(change.created_tables);
    change.dropped_tables = ordered_copy(change.dropped_tables);
    std::ranges::reverse(change.dropped_tables);
    return change;
}

std::vector<renaming> possible_renamings(const schema_change& change) {
    std::vector<renaming> possible;
    for (const auto& gone : change.dropped_tables) {
        for (const auto& come : change.created_tables) {
            if (is_alike(gone, come)) possible.push_back({gone.name, come.name});
        }
    }
    for (const auto& table : change.changed_tables) {
        for (const auto& gone : table.dropped_columns) {
            for (const auto& come : table.added_columns) {
                const auto prefix = table.after.name + '.';
                if (is_alike(gone, come))
                    possible.push_back({prefix + gone.name, prefix + come.name});
            }
        }
    }
    return possible;
}

}  // namespace tinyorm::migrations
