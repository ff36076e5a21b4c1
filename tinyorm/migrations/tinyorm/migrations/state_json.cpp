#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/state_json.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace tinyorm::migrations {
namespace {

using json_value = nlohmann::ordered_json;

constexpr int format = 1;
constexpr std::array<std::string_view, 3> delete_actions{"refuse", "cascade", "set null"};

// What is at its default is left out, so that a state reads like its models.

json_value json_of(const column_state& column) {
    json_value json{{"name", column.name}, {"type", column.type}};
    if (column.is_nullable) json["nullable"] = true;
    if (column.is_autoincrement) json["autoincrement"] = true;
    if (!column.default_sql.empty()) json["default"] = column.default_sql;
    if (column.max_length > 0) json["max_length"] = column.max_length;
    if (!column.holds.empty()) json["holds"] = column.holds;
    return json;
}

json_value json_of(const unique_state& unique) {
    return {{"name", unique.name}, {"columns", unique.columns}};
}

json_value json_of(const check_state& check) {
    return {{"name", check.name}, {"sql", check.sql}};
}

json_value json_of(const foreign_key_state& reference) {
    json_value json{
        {"name", reference.name},
        {"columns", reference.columns},
        {"table", reference.table},
        {"key", reference.key}};
    if (reference.on_delete != schema::delete_action::refuse)
        json["on_delete"] = delete_actions[static_cast<std::size_t>(reference.on_delete)];
    return json;
}

json_value json_of(const index_state& index) {
    json_value json{{"name", index.name}, {"columns", index.columns}};
    if (index.is_unique) json["unique"] = true;
    return json;
}

json_value json_of(const table_state& table);

template <typename Item>
void add_list(json_value& json, const char* name, const std::vector<Item>& items) {
    for (const auto& item : items)
        json[name].push_back(json_of(item));
}

json_value json_of(const table_state& table) {
    json_value json{{"name", table.name}};
    add_list(json, "columns", table.columns);
    if (!table.primary_key.empty()) json["primary_key"] = table.primary_key;
    add_list(json, "uniques", table.uniques);
    add_list(json, "checks", table.checks);
    add_list(json, "foreign_keys", table.foreign_keys);
    add_list(json, "indexes", table.indexes);
    return json;
}

template <typename Value>
Value optional_value(const json_value& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? Value{} : found->get<Value>();
}

void read(const json_value& json, column_state& column) {
    column.name = json.at("name").get<std::string>();
    column.type = json.at("type").get<std::string>();
    column.is_nullable = optional_value<bool>(json, "nullable");
    column.is_autoincrement = optional_value<bool>(json, "autoincrement");
    column.default_sql = optional_value<std::string>(json, "default");
    column.max_length = optional_value<std::size_t>(json, "max_length");
    column.holds = optional_value<std::string>(json, "holds");
}

void read(const json_value& json, unique_state& unique) {
    unique.name = json.at("name").get<std::string>();
    unique.columns = json.at("columns").get<column_names>();
}

void read(const json_value& json, check_state& check) {
    check.name = json.at("name").get<std::string>();
    check.sql = json.at("sql").get<std::string>();
}

void read(const json_value& json, foreign_key_state& reference) {
    reference.name = json.at("name").get<std::string>();
    reference.columns = json.at("columns").get<column_names>();
    reference.table = json.at("table").get<std::string>();
    reference.key = json.at("key").get<column_names>();
    const auto action = optional_value<std::string>(json, "on_delete");
    for (std::size_t i = 0; i < delete_actions.size(); ++i) {
        if (delete_actions[i] == action)
            reference.on_delete = static_cast<schema::delete_action>(i);
    }
}

void read(const json_value& json, index_state& index) {
    index.name = json.at("name").get<std::string>();
    index.columns = json.at("columns").get<column_names>();
    index.is_unique = optional_value<bool>(json, "unique");
}

void read(const json_value& json, table_state& table);

template <typename Item>
void read_list(const json_value& json, const char* name, std::vector<Item>& items) {
    const auto found = json.find(name);
    if (found == json.end()) return;
    for (const auto& one : *found)
        read(one, items.emplace_back());
}

void read(const json_value& json, table_state& table) {
    table.name = json.at("name").get<std::string>();
    table.primary_key = optional_value<column_names>(json, "primary_key");
    read_list(json, "columns", table.columns);
    read_list(json, "uniques", table.uniques);
    read_list(json, "checks", table.checks);
    read_list(json, "foreign_keys", table.foreign_keys);
    read_list(json, "indexes", table.indexes);
}

}  // namespace

std::string to_json(const schema_state& state) {
    json_value json{{"format", format}, {"dialect", to_string(state.dialect)}};
    json["tables"] = json_value::array();
    add_list(json, "tables", state.tables);
    return json.dump(2) + '\n';
}

schema_state parse_state(std::string_view text, const std::string& origin) {
    try {
        const auto json = json_value::parse(text);
        if (json.at("format").get<int>() != format) {
            throw error(
                error_kind::invalid_configuration,
                origin + " was written by another version of tinyorm: it has format " +
                    json.at("format").dump() + ", this version reads " + std::to_string(format)
            );
        }
        schema_state state{.dialect = parse_dialect(json.at("dialect").get<std::string>())};
        read_list(json, "tables", state.tables);
        return state;
    } catch (const json_value::exception& wrong) {
        throw error(
            error_kind::invalid_configuration,
            origin + " does not hold the state of a schema: " + wrong.what()
        );
    }
}

std::string_view to_string(dialect_kind dialect) noexcept {
    return dialect == dialect_kind::postgres ? "postgres" : "sqlite";
}

dialect_kind parse_dialect(std::string_view name) {
    if (name == "postgres") return dialect_kind::postgres;
    if (name == "sqlite") return dialect_kind::sqlite;
    throw error(
        error_kind::invalid_configuration,
        "the dialects are postgres and sqlite, not \"" + std::string{name} + '"'
    );
}

}  // namespace tinyorm::migrations
