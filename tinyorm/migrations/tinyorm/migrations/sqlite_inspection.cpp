#include <tinyorm/core/cell.hpp>
#include <tinyorm/migrations/length_check.hpp>
#include <tinyorm/migrations/sqlite_inspection.hpp>
#include <tinyorm/migrations/table_script.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tinyorm::migrations {
namespace {

template <typename Value>
Value value_of(const cell& from) {
    Value read{};
    decode(from, read);
    return read;
}

// The text that made a table tells its numbering, checks, and names of keys.
void add_script(table_state& table, table_script script) {
    for (auto& column : table.columns) {
        const bool is_key = table.primary_key == column_names{column.name};
        column.is_autoincrement = is_key && script.is_autoincrement;
    }
    for (auto& unique : table.uniques) {
        const auto named =
            std::ranges::find(script.uniques, unique.columns, &unique_state::columns);
        unique.name = named != script.uniques.end()
                          ? named->name
                          : conventional_name(table.name, unique.columns, "key");
    }
    int number = 0;
    for (auto& check : script.checks) {
        const auto length = parse_length_check(check.sql);
        const auto column =
            length ? std::ranges::find(table.columns, length->column, &column_state::name)
                   : table.columns.end();
        if (column != table.columns.end()) {
            column->max_length = length->max_length;
            continue;
        }
        ++number;
        if (check.name.empty()) check.name = table.name + "_check" + std::to_string(number);
        table.checks.push_back(std::move(check));
    }
}

}  // namespace

std::unique_ptr<driver::result> sqlite_inspection::ask(
    const std::string& query, const std::string& name
) {
    const std::array<value, 1> parameter{value{name}};
    return connection_.execute(query, parameter);
}

schema_state sqlite_inspection::read() {
    std::vector<std::pair<std::string, std::string>> found;
    {
        const auto rows = connection_.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
            "'sqlite\\_%' ESCAPE '\\' AND name <> 'tinyorm_migrations' ORDER BY name"
        );
        for (auto row = rows->next_row(); !row.empty(); row = rows->next_row())
            found.emplace_back(value_of<std::string>(row[0]), value_of<std::string>(row[1]));
    }
    schema_state state{.dialect = dialect_kind::sqlite};
    for (const auto& [name, sql] : found)
        state.tables.push_back(read_table(name, sql));
    // A reference that names no column is to the primary key.
    for (auto& table : state.tables) {
        for (auto& reference : table.foreign_keys) {
            const auto* const target = state.find_table(reference.table);
            if (reference.key.empty() && target != nullptr) reference.key = target->primary_key;
        }
    }
    return state;
}

table_state sqlite_inspection::read_table(const std::string& name, const std::string& sql) {
    table_state table{.name = name};
    read_columns(table);
    read_foreign_keys(table);
    read_indexes(table);
    add_script(table, parse_table_script(sql));
    return table;
}

void sqlite_inspection::read_columns(table_state& table) {
    const auto rows = ask(
        "SELECT name, type, \"notnull\", coalesce(dflt_value, ''), pk FROM pragma_table_info(?1)",
        table.name
    );
    std::vector<std::pair<i64, std::string>> key;
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        const auto place = value_of<i64>(row[4]);
        column_state column{
            .name = value_of<std::string>(row[0]),
            .type = value_of<std::string>(row[1]),
            .is_nullable = value_of<i64>(row[2]) == 0 && place == 0,
            .default_sql = value_of<std::string>(row[3])};
        if (place > 0) key.emplace_back(place, column.name);
        table.columns.push_back(std::move(column));
    }
    std::ranges::sort(key);
    for (auto& [place, name] : key)
        table.primary_key.push_back(std::move(name));
}

void sqlite_inspection::read_foreign_keys(table_state& table) {
    const auto rows =
        ask("SELECT id, \"table\", \"from\", coalesce(\"to\", ''), on_delete "
            "FROM pragma_foreign_key_list(?1) ORDER BY id DESC, seq",
            table.name);
    i64 last = -1;
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        const auto id = value_of<i64>(row[0]);
        if (id != last) table.foreign_keys.emplace_back();
        last = id;
        auto& reference = table.foreign_keys.back();
        reference.table = value_of<std::string>(row[1]);
        reference.columns.push_back(value_of<std::string>(row[2]));
        if (auto key = value_of<std::string>(row[3]); !key.empty())
            reference.key.push_back(std::move(key));
        const auto action = row[4].view();
        if (action == "CASCADE") reference.on_delete = schema::delete_action::cascade;
        if (action == "SET NULL") reference.on_delete = schema::delete_action::set_null;
    }
    for (auto& reference : table.foreign_keys)
        reference.name = conventional_name(table.name, reference.columns, "fkey");
}

void sqlite_inspection::read_indexes(table_state& table) {
    struct listed {
        std::string name;
        bool is_unique;
        std::string origin;
    };
    std::vector<listed> all;
    {
        const auto rows =
            ask("SELECT name, \"unique\", origin FROM pragma_index_list(?1) WHERE NOT partial "
                "ORDER BY name",
                table.name);
        for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
            all.push_back(
                {value_of<std::string>(row[0]),
                 value_of<i64>(row[1]) != 0,
                 value_of<std::string>(row[2])}
            );
        }
    }
    for (const auto& one : all) {
        if (one.origin == "pk") continue;
        read_index(table, one.name, one.is_unique);
    }
}

void sqlite_inspection::read_index(table_state& table, const std::string& name, bool is_unique) {
    const auto rows = ask("SELECT name FROM pragma_index_info(?1) ORDER BY seqno", name);
    column_names columns;
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        if (row[0].is_null()) return;  // of an expression
        columns.push_back(value_of<std::string>(row[0]));
    }
    if (name.starts_with("sqlite_autoindex_")) {
        table.uniques.push_back({"", std::move(columns)});
    } else {
        table.indexes.push_back({name, std::move(columns), is_unique});
    }
}

}  // namespace tinyorm::migrations
