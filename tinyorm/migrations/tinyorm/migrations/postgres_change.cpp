#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/migrations/postgres_change.hpp>
#include <tinyorm/migrations/table_sql.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tinyorm::migrations {
namespace {

using dialect::quoted;

constexpr auto postgres = dialect_kind::postgres;

bool is_number(std::string_view type) {
    constexpr std::array<std::string_view, 6> numbers{
        "smallint", "integer", "bigint", "real", "double precision", "numeric"};
    return std::ranges::find(numbers, type) != numbers.end();
}

// Any type becomes any other through its text, if the text is one of the other.
std::string conversion(const altered_column& column) {
    const bool is_direct = is_number(column.before.type) && is_number(column.after.type);
    return quoted(column.after.name) + (is_direct ? "::" : "::text::") + column.after.type;
}

}  // namespace

std::vector<std::string> postgres_change::statements() {
    rename();
    drop_references();
    for (const auto& table : change_.changed_tables)
        drop_constraints_and_indexes(table);
    drop_tables();
    for (const auto& table : change_.changed_tables)
        alter_columns(table);
    create_tables();
    for (const auto& table : change_.changed_tables) {
        add_columns(table);
        add_constraints(table);
    }
    add_references();
    create_indexes();
    return std::move(statements_);
}

void postgres_change::alter(std::string_view table, const std::string& action) {
    add("ALTER TABLE " + quoted(table) + ' ' + action);
}

void postgres_change::drop_constraint(std::string_view table, std::string_view name) {
    alter(table, "DROP CONSTRAINT " + quoted(name));
}

void postgres_change::rename() {
    for (const auto& table : change_.renamed_tables)
        alter(table.from, "RENAME TO " + quoted(table.to));
    for (const auto& column : change_.renamed_columns)
        alter(column.table, "RENAME COLUMN " + quoted(column.from) + " TO " + quoted(column.to));
    for (const auto& one : change_.renamed_constraints)
        alter(one.table, "RENAME CONSTRAINT " + quoted(one.from) + " TO " + quoted(one.to));
    for (const auto& index : change_.renamed_indexes)
        add("ALTER INDEX " + quoted(index.from) + " RENAME TO " + quoted(index.index.name));
}

void postgres_change::drop_references() {
    for (const auto& table : change_.changed_tables) {
        for (const auto& reference : table.dropped_foreign_keys)
            drop_constraint(table.after.name, reference.name);
    }
    // Tables that refer to each other in a circle: some reference is in the way of every order.
    std::vector<std::string_view> dropped;
    for (const auto& table : change_.dropped_tables) {
        for (const auto& reference : table.foreign_keys) {
            if (std::ranges::find(dropped, reference.table) != dropped.end())
                drop_constraint(table.name, reference.name);
        }
        dropped.push_back(table.name);
    }
}

void postgres_change::drop_constraints_and_indexes(const table_change& table) {
    const auto& name = table.after.name;
    for (const auto& index : table.dropped_indexes)
        drop_index(index);
    for (const auto& unique : table.dropped_uniques)
        drop_constraint(name, unique.name);
    for (const auto& check : table.dropped_checks)
        drop_constraint(name, check.name);
    for (const auto& column : table.before.columns) {
        const auto* const now = table.after.find_column(column.name);
        const auto limit = now == nullptr ? 0 : now->max_length;
        if (column.max_length > 0 && column.max_length != limit)
            drop_constraint(name, conventional_name(name, {column.name}, "check"));
    }
    if (table.has_new_key() && !table.before.primary_key.empty())
        drop_constraint(name, conventional_name(name, {}, "pkey"));
}

void postgres_change::drop_index(const index_state& index) {
    const bool is_concurrent = options_.indexes == index_building::concurrent;
    add((is_concurrent ? "DROP INDEX CONCURRENTLY IF EXISTS " : "DROP INDEX ") + quoted(index.name)
    );
}

void postgres_change::drop_tables() {
    for (const auto& table : change_.dropped_tables)
        add("DROP TABLE " + quoted(table.name));
}

void postgres_change::alter_columns(const table_change& table) {
    for (const auto& column : table.dropped_columns)
        alter(table.after.name, "DROP COLUMN " + quoted(column.name));
    for (const auto& column : table.altered_columns)
        alter_column(table.after.name, column);
}

void postgres_change::alter_column(std::string_view table, const altered_column& column) {
    const auto& [before, after] = column;
    const auto action = "ALTER COLUMN " + quoted(after.name);
    if (before.is_autoincrement && !after.is_autoincrement) alter(table, action + " DROP IDENTITY");
    const bool has_new_type = before.type != after.type;
    const bool has_new_default = before.default_sql != after.default_sql || has_new_type;
    if (has_new_default && !before.default_sql.empty()) alter(table, action + " DROP DEFAULT");
    if (has_new_type) alter(table, action + " TYPE " + after.type + " USING " + conversion(column));
    if (has_new_default && !after.default_sql.empty())
        alter(table, action + " SET DEFAULT " + after.default_sql);
    if (before.is_nullable && !after.is_nullable) {
        if (!after.default_sql.empty()) {
            add("UPDATE " + quoted(table) + " SET " + quoted(after.name) + " = DEFAULT WHERE " +
                quoted(after.name) + " IS NULL");
        }
        alter(table, action + " SET NOT NULL");
    } else if (!before.is_nullable && after.is_nullable) {
        alter(table, action + " DROP NOT NULL");
    }
    if (!before.is_autoincrement && after.is_autoincrement) number_column(table, after);
}

void postgres_change::number_column(std::string_view table, const column_state& column) {
    const auto name = quoted(column.name);
    alter(table, "ALTER COLUMN " + name + " ADD GENERATED BY DEFAULT AS IDENTITY");
    add("SELECT setval(pg_get_serial_sequence('" + quoted(table) + "', '" + column.name +
        "'), coalesce(max(" + name + "), 0) + 1, false) FROM " + quoted(table));
}

void postgres_change::create_tables() {
    std::vector<std::string_view> awaited;
    for (const auto& table : change_.created_tables)
        awaited.push_back(table.name);
    for (const auto& table : change_.created_tables) {
        std::erase(awaited, table.name);
        std::vector<foreign_key_state> references;
        for (const auto& reference : table.foreign_keys) {
            if (std::ranges::find(awaited, reference.table) == awaited.end()) {
                references.push_back(reference);
            } else {
                late_references_.emplace_back(table.name, reference);
            }
        }
        add(create_table_sql(postgres, table, table.name, references));
    }
}

void postgres_change::add_columns(const table_change& table) {
    const auto& name = table.after.name;
    for (const auto& column : table.added_columns) {
        auto added = column;
        const bool lacks_values = !column.is_nullable && column.default_sql.empty() &&
                                  !column.is_autoincrement &&
                                  options_.absent == absent_values::zero;
        if (lacks_values) added.default_sql = zero_of(column);
        alter(name, "ADD COLUMN " + column_clause(postgres, added));
        if (lacks_values && !added.default_sql.empty())
            alter(name, "ALTER COLUMN " + quoted(column.name) + " DROP DEFAULT");
    }
}

void postgres_change::add_constraints(const table_change& table) {
    const auto& name = table.after.name;
    if (table.has_new_key() && !table.after.primary_key.empty())
        alter(name, "ADD " + primary_key_clause(table.after));
    for (const auto& unique : table.added_uniques)
        alter(name, "ADD " + unique_clause(unique));
    for (const auto& column : table.after.columns) {
        const auto* const before = table.before.find_column(column.name);
        const auto limit = before == nullptr ? 0 : before->max_length;
        if (column.max_length > 0 && column.max_length != limit)
            alter(name, "ADD " + length_check_clause(name, column));
    }
    for (const auto& check : table.added_checks)
        alter(name, "ADD " + check_clause(check));
}

void postgres_change::add_references() {
    for (const auto& [table, reference] : late_references_)
        alter(table, "ADD " + foreign_key_clause(reference));
    for (const auto& table : change_.changed_tables) {
        for (const auto& reference : table.added_foreign_keys)
            alter(table.after.name, "ADD " + foreign_key_clause(reference));
    }
}

void postgres_change::create_indexes() {
    for (const auto& table : change_.created_tables) {
        for (const auto& index : table.indexes)
            add(create_index_sql(table.name, index));
    }
    const bool is_concurrent = options_.indexes == index_building::concurrent;
    for (const auto& table : change_.changed_tables) {
        for (const auto& index : table.added_indexes) {
            // A build that failed leaves an invalid index behind.
            if (is_concurrent) drop_index(index);
            add(create_index_sql(table.after.name, index, is_concurrent ? "CONCURRENTLY " : ""));
        }
    }
}

}  // namespace tinyorm::migrations
