#include <tinyorm/dialect/create_table.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::dialect {

namespace {

using schema::column_definition;

std::vector<const column_definition*> key_of(const schema::table_definition& table) {
    std::vector<const column_definition*> key;
    for (const auto& field : table.fields) {
        if (field.column->is_primary_key) key.push_back(field.column);
    }
    return key;
}

std::string reference(const column_definition& column) {
    const auto& target = column.references();
    const auto& key = schema::primary_key_of(target);
    auto sql = " REFERENCES " + quoted(target.name) + " (" + quoted(key.name) + ")";
    if (column.on_delete == schema::delete_action::cascade) sql += " ON DELETE CASCADE";
    if (column.on_delete == schema::delete_action::set_null) sql += " ON DELETE SET NULL";
    return sql;
}

std::string column_clause(
    const sql_dialect& dialect, const column_definition& column, bool is_whole_key
) {
    auto sql = quoted(column.name) + " " + std::string{dialect.type_name(column.type)};
    if (column.is_autoincrement) {
        if (!is_whole_key) require(dialect, feature::autoincrement_beside_primary_key);
        sql += dialect.autoincrement();
    }
    if (is_whole_key && sql.find("PRIMARY KEY") == std::string::npos) sql += " PRIMARY KEY";
    if (!column.is_nullable && !is_whole_key) sql += " NOT NULL";
    if (column.is_unique) sql += " UNIQUE";
    if (column.has_default_now) sql += " DEFAULT " + std::string{dialect.now()};
    if (!column.default_sql.empty()) sql += " DEFAULT " + std::string{column.default_sql};
    if (column.max_length > 0) {
        sql += " CHECK (length(" + quoted(column.name) +
               ") <= " + std::to_string(column.max_length) + ")";
    }
    if (column.is_foreign_key) sql += reference(column);
    return sql;
}

std::string list_of(const std::vector<const column_definition*>& columns) {
    std::string sql = "(";
    for (const auto* column : columns) {
        if (column != columns.front()) sql += ", ";
        sql += quoted(column->name);
    }
    return sql + ")";
}

using named_columns =
    std::vector<std::pair<std::string_view, std::vector<const column_definition*>>>;

// The columns that name the same key or index, in their order.
named_columns columns_by(
    const schema::table_definition& table, std::string_view column_definition::*name
) {
    named_columns found;
    for (const auto& field : table.fields) {
        const auto wanted = field.column->*name;
        if (wanted.empty()) continue;
        auto place = std::ranges::find(found, wanted, &named_columns::value_type::first);
        if (place == found.end()) place = found.insert(found.end(), {wanted, {}});
        place->second.push_back(field.column);
    }
    return found;
}

}  // namespace

std::string create_table(const sql_dialect& dialect, const schema::table_definition& table) {
    const auto key = key_of(table);
    auto sql = "CREATE TABLE " + quoted(table.name) + " (\n";
    for (const auto& field : table.fields) {
        if (&field != &table.fields.front()) sql += ",\n";
        const bool is_whole_key = key.size() == 1 && key.front() == field.column;
        sql += "    " + column_clause(dialect, *field.column, is_whole_key);
    }
    if (key.size() > 1) sql += ",\n    PRIMARY KEY " + list_of(key);
    for (const auto& [name, columns] : columns_by(table, &column_definition::unique_name))
        sql += ",\n    CONSTRAINT " + quoted(name) + " UNIQUE " + list_of(columns);
    sql += "\n)" + std::string{dialect.table_suffix()} + ";\n";
    for (const auto& field : table.fields) {
        if (!field.column->is_indexed) continue;
        const auto name =
            std::string{table.name} + "_" + std::string{field.column->name} + "_index";
        sql += "CREATE INDEX " + quoted(name) + " ON " + quoted(table.name) + " (" +
               quoted(field.column->name) + ");\n";
    }
    for (const auto& [name, columns] : columns_by(table, &column_definition::index_name)) {
        sql += "CREATE INDEX " + quoted(name) + " ON " + quoted(table.name) + " " +
               list_of(columns) + ";\n";
    }
    return sql;
}

}  // namespace tinyorm::dialect
