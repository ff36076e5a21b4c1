#include <tinyorm/dialect/create_table.hpp>

#include <algorithm>
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
    if (column.max_length > 0) {
        sql += " CHECK (length(" + quoted(column.name) +
               ") <= " + std::to_string(column.max_length) + ")";
    }
    if (column.is_foreign_key) sql += reference(column);
    return sql;
}

std::string key_clause(const std::vector<const column_definition*>& key) {
    std::string sql = ",\n    PRIMARY KEY (";
    for (const auto* column : key) {
        if (column != key.front()) sql += ", ";
        sql += quoted(column->name);
    }
    return sql + ")";
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
    if (key.size() > 1) sql += key_clause(key);
    sql += "\n)" + std::string{dialect.table_suffix()} + ";\n";
    for (const auto& field : table.fields) {
        if (!field.column->is_indexed) continue;
        const auto name =
            std::string{table.name} + "_" + std::string{field.column->name} + "_index";
        sql += "CREATE INDEX " + quoted(name) + " ON " + quoted(table.name) + " (" +
               quoted(field.column->name) + ");\n";
    }
    return sql;
}

}  // namespace tinyorm::dialect
