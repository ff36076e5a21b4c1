#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/migrations/sqlite_change.hpp>
#include <tinyorm/migrations/table_sql.hpp>

#include <algorithm>
#include <optional>

namespace tinyorm::migrations {
namespace {

using dialect::quoted;

constexpr auto sqlite = dialect_kind::sqlite;

bool names(const column_names& columns, const std::string& name) {
    return std::ranges::find(columns, name) != columns.end();
}

bool is_constant(std::string_view sql) {
    return sql.find('(') == std::string_view::npos && !sql.starts_with("CURRENT_");
}

// ALTER TABLE ADD COLUMN gives the rows that are there the default, so there must be a constant one
// unless they may have none.
bool can_be_added(const column_state& column) {
    if (column.is_autoincrement || !is_constant(column.default_sql)) return false;
    return column.is_nullable || !column.default_sql.empty();
}

// ALTER TABLE DROP COLUMN refuses a column that anything else names.
bool can_be_dropped(const table_change& table, const column_state& column) {
    const auto uses = [&column](const auto& item) { return names(item.columns, column.name); };
    return column.max_length == 0 && table.before.checks.empty() &&
           !names(table.before.primary_key, column.name) &&
           std::ranges::none_of(table.before.uniques, uses) &&
           std::ranges::none_of(table.before.foreign_keys, uses);
}

bool can_be_altered(const table_change& table) {
    return !table.has_new_key() && table.altered_columns.empty() && table.dropped_uniques.empty() &&
           table.added_uniques.empty() && table.dropped_checks.empty() &&
           table.added_checks.empty() && table.dropped_foreign_keys.empty() &&
           table.added_foreign_keys.empty() &&
           std::ranges::all_of(table.added_columns, can_be_added) &&
           std::ranges::all_of(table.dropped_columns, [&table](const column_state& column) {
               return can_be_dropped(table, column);
           });
}

// A STRICT table converts between text and numbers where nothing is lost, and refuses the row where
// something would be; CAST would make 'abc' a 0. It converts nothing to or from BLOB by itself.
bool needs_cast(const column_state& before, const column_state& after) {
    return before.type != after.type && (before.type == "BLOB" || after.type == "BLOB");
}

// What a row of the old table has for a column of the new one; nothing: its default.
std::optional<std::string> value_for(
    const table_change& table, const column_state& column, absent_values absent
) {
    const auto* const before = table.before.find_column(column.name);
    if (before == nullptr) {
        const bool needs_value =
            !column.is_nullable && column.default_sql.empty() && !column.is_autoincrement;
        if (!needs_value || absent == absent_values::refuse) return std::nullopt;
        auto zero = zero_of(column);
        return zero.empty() ? std::nullopt : std::optional{std::move(zero)};
    }
    auto value = quoted(column.name);
    if (needs_cast(*before, column)) value = "CAST(" + value + " AS " + column.type + ')';
    if (before->is_nullable && !column.is_nullable && !column.default_sql.empty())
        value = "coalesce(" + value + ", " + column.default_sql + ')';
    return value;
}

}  // namespace

std::vector<std::string> sqlite_change::statements() {
    rename();
    for (const auto& table : change_.dropped_tables)
        add("DROP TABLE " + quoted(table.name));
    for (const auto& table : change_.changed_tables)
        change_table(table);
    for (const auto& table : change_.created_tables) {
        add(create_table_sql(sqlite, table, table.name, table.foreign_keys));
        create_indexes(table.name, table.indexes);
    }
    return std::move(statements_);
}

// SQLite cannot rename an index: it goes here and comes again under its new name.
void sqlite_change::rename() {
    for (const auto& table : change_.renamed_tables)
        add("ALTER TABLE " + quoted(table.from) + " RENAME TO " + quoted(table.to));
    for (const auto& column : change_.renamed_columns) {
        add("ALTER TABLE " + quoted(column.table) + " RENAME COLUMN " + quoted(column.from) +
            " TO " + quoted(column.to));
    }
    for (const auto& index : change_.renamed_indexes) {
        add("DROP INDEX " + quoted(index.from));
        add(create_index_sql(index.table, index.index));
    }
}

void sqlite_change::change_table(const table_change& table) {
    for (const auto& index : table.dropped_indexes)
        add("DROP INDEX " + quoted(index.name));
    if (!can_be_altered(table)) return rebuild(table);
    alter(table);
    create_indexes(table.after.name, table.added_indexes);
}

void sqlite_change::alter(const table_change& table) {
    const auto begin = "ALTER TABLE " + quoted(table.after.name);
    for (const auto& column : table.dropped_columns)
        add(begin + " DROP COLUMN " + quoted(column.name));
    for (const auto& column : table.added_columns) {
        auto clause = column_clause(sqlite, column);
        if (column.max_length > 0) clause += ' ' + length_check_clause(table.after.name, column);
        add(begin + " ADD COLUMN " + clause);
    }
}

void sqlite_change::rebuild(const table_change& table) {
    const auto& name = table.after.name;
    const auto interim = conventional_name("tinyorm_new", {name}, "table");
    add(create_table_sql(sqlite, table.after, interim, table.after.foreign_keys));
    copy_rows(table, interim);
    keep_numbering(table, interim);
    add("DROP TABLE " + quoted(name));
    add("ALTER TABLE " + quoted(interim) + " RENAME TO " + quoted(name));
    create_indexes(name, table.after.indexes);
}

void sqlite_change::copy_rows(const table_change& table, std::string_view target) {
    column_names columns;
    std::string values;
    for (const auto& column : table.after.columns) {
        const auto value = value_for(table, column, options_.absent);
        if (!value) continue;
        columns.push_back(column.name);
        values += (values.empty() ? "" : ", ") + *value;
    }
    add("INSERT INTO " + quoted_with_columns(target, columns) + " SELECT " + values + " FROM " +
        quoted(table.after.name));
}

// The greatest number ever given, so that none comes twice although its row is gone.
void sqlite_change::keep_numbering(const table_change& table, std::string_view target) {
    const auto is_numbered = [](const table_state& state) {
        return std::ranges::any_of(state.columns, &column_state::is_autoincrement);
    };
    if (!is_numbered(table.before) || !is_numbered(table.after)) return;
    const auto interim = '\'' + std::string{target} + '\'';
    add("DELETE FROM sqlite_sequence WHERE name = " + interim);
    add("INSERT INTO sqlite_sequence (name, seq) SELECT " + interim +
        ", seq FROM sqlite_sequence WHERE name = '" + table.after.name + '\'');
}

void sqlite_change::create_indexes(
    const std::string& table, const std::vector<index_state>& indexes
) {
    for (const auto& index : indexes)
        add(create_index_sql(table, index));
}

}  // namespace tinyorm::migrations
