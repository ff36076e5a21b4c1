#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/migrations/table_sql.hpp>

#include <array>
#include <utility>

namespace tinyorm::migrations {
namespace {

using dialect::quoted;

std::string constraint(std::string_view name, const std::string& definition) {
    return "CONSTRAINT " + quoted(name) + ' ' + definition;
}

bool is_literal(std::string_view sql) {
    const char first = sql.front();
    return first == '\'' || first == '-' || (first >= '0' && first <= '9') || sql == "true" ||
           sql == "false" || sql == "NULL" || sql.starts_with("x'") || sql.starts_with("X'");
}

std::string default_clause(dialect_kind dialect, const std::string& sql) {
    if (sql.empty()) return "";
    const bool needs_parentheses = dialect == dialect_kind::sqlite && !is_literal(sql);
    return needs_parentheses ? " DEFAULT (" + sql + ')' : " DEFAULT " + sql;
}

bool is_numbered_key(dialect_kind dialect, const column_state& column) {
    return dialect == dialect_kind::sqlite && column.is_autoincrement;
}

}  // namespace

std::string quoted_list(std::span<const std::string> names) {
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ", ") + quoted(name);
    return list;
}

std::string quoted_with_columns(std::string_view table, const column_names& columns) {
    return quoted(table) + " (" + quoted_list(columns) + ')';
}

std::string column_clause(dialect_kind dialect, const column_state& column) {
    auto sql = quoted(column.name) + ' ' + column.type;
    if (column.is_autoincrement) sql += dialect::dialect_of(dialect).autoincrement();
    if (!column.is_nullable && !column.is_autoincrement) sql += " NOT NULL";
    return sql + default_clause(dialect, column.default_sql);
}

std::string primary_key_clause(const table_state& table) {
    return constraint(
        conventional_name(table.name, {}, "pkey"),
        "PRIMARY KEY (" + quoted_list(table.primary_key) + ')'
    );
}

std::string unique_clause(const unique_state& unique) {
    return constraint(unique.name, "UNIQUE (" + quoted_list(unique.columns) + ')');
}

std::string check_clause(const check_state& check) {
    return constraint(check.name, "CHECK (" + check.sql + ')');
}

std::string length_check_clause(std::string_view table, const column_state& column) {
    return constraint(
        conventional_name(table, {column.name}, "check"),
        "CHECK (length(" + quoted(column.name) + ") <= " + std::to_string(column.max_length) + ')'
    );
}

std::string foreign_key_clause(const foreign_key_state& reference) {
    auto definition = "FOREIGN KEY (" + quoted_list(reference.columns) + ") REFERENCES " +
                      quoted_with_columns(reference.table, reference.key);
    if (reference.on_delete == schema::delete_action::cascade) definition += " ON DELETE CASCADE";
    if (reference.on_delete == schema::delete_action::set_null) definition += " ON DELETE SET NULL";
    return constraint(reference.name, definition);
}

std::string create_table_sql(
    dialect_kind dialect,
    const table_state& table,
    std::string_view name,
    std::span<const foreign_key_state> foreign_keys
) {
    bool needs_key = !table.primary_key.empty();
    std::string lines;
    const auto add = [&lines](const std::string& line) {
        lines += (lines.empty() ? "    " : ",\n    ") + line;
    };
    for (const auto& column : table.columns) {
        needs_key = needs_key && !is_numbered_key(dialect, column);
        add(column_clause(dialect, column));
    }
    if (needs_key) add(primary_key_clause(table));
    for (const auto& unique : table.uniques)
        add(unique_clause(unique));
    for (const auto& column : table.columns) {
        if (column.max_length > 0) add(length_check_clause(table.name, column));
    }
    for (const auto& check : table.checks)
        add(check_clause(check));
    for (const auto& reference : foreign_keys)
        add(foreign_key_clause(reference));
    return "CREATE TABLE " + quoted(name) + " (\n" + lines + "\n)" +
           std::string{dialect::dialect_of(dialect).table_suffix()};
}

std::string create_index_sql(
    std::string_view table, const index_state& index, std::string_view options
) {
    const std::string kind = index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    return kind + std::string{options} + quoted(index.name) + " ON " +
           quoted_with_columns(table, index.columns);
}

std::string zero_of(const column_state& column) {
    // By type, or by what a TEXT of SQLite holds, as its decoder reads it.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 24> zeros{{
        {"boolean", "false"},
        {"smallint", "0"},
        {"integer", "0"},
        {"bigint", "0"},
        {"real", "0"},
        {"double precision", "0"},
        {"numeric", "0"},
        {"text", "''"},
        {"bytea", "''"},
        {"timestamptz", "'epoch'"},
        {"date", "'epoch'"},
        {"uuid", "'00000000-0000-0000-0000-000000000000'"},
        {"jsonb", "'null'"},
        {"INTEGER", "0"},
        {"REAL", "0"},
        {"INT", "0"},
        {"TEXT", "''"},
        {"BLOB", "x''"},
        {"TEXT timestamp", "'1970-01-01 00:00:00.000000'"},
        {"TEXT date", "'1970-01-01'"},
        {"TEXT uuid", "'00000000-0000-0000-0000-000000000000'"},
        {"TEXT decimal", "'0'"},
        {"TEXT json", "'null'"},
        {"TEXT array", "'[]'"},
    }};
    const auto wanted = column.holds.empty() ? column.type : column.type + ' ' + column.holds;
    for (const auto& [type, zero] : zeros) {
        if (type == wanted) return std::string{zero};
    }
    return column.type.ends_with("[]") ? "'{}'" : "";
}

}  // namespace tinyorm::migrations
