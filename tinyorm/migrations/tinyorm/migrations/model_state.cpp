#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/migrations/model_state.hpp>

#include <algorithm>
#include <set>
#include <string_view>

namespace tinyorm::migrations {
namespace {

using schema::column_definition;

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::invalid_query, message);
}

// As databases hand a default back: without the parentheses that SQLite wants around an expression.
std::string without_parentheses(std::string_view sql) {
    if (sql.starts_with('(') && sql.ends_with(')')) sql = sql.substr(1, sql.size() - 2);
    return std::string{sql};
}

// What SQLite keeps as text although it is something else.
std::string_view content_of(schema::column_type type) {
    switch (type) {
        case schema::column_type::timestamp: return "timestamp";
        case schema::column_type::date: return "date";
        case schema::column_type::uuid: return "uuid";
        case schema::column_type::decimal: return "decimal";
        case schema::column_type::json: return "json";
        case schema::column_type::integer_array:
        case schema::column_type::text_array: return "array";
        default: return "";
    }
}

// Reads the definition of one model.
class table_reader {
public:
    table_reader(const schema::table_definition& model, const dialect::sql_dialect& dialect)
        : model_(model),
          dialect_(dialect) {
        read_.name = model.name;
    }

    table_state read() {
        for (const auto& field : model_.fields) {
            if (field.column->is_primary_key) read_.primary_key.emplace_back(field.column->name);
        }
        for (const auto& field : model_.fields)
            read_column(*field.column);
        return std::move(read_);
    }

private:
    void read_column(const column_definition& column) {
        const column_names itself{std::string{column.name}};
        if (column.is_autoincrement && read_.primary_key != itself)
            require(dialect_, dialect::feature::autoincrement_beside_primary_key);
        column_state state{
            .name = itself.front(),
            .type = std::string{dialect_.type_name(column.type)},
            .is_nullable = column.is_nullable,
            .is_autoincrement = column.is_autoincrement,
            .default_sql = std::string{column.default_sql},
            .max_length = column.max_length};
        if (dialect_.type_name(column.type) == "TEXT") state.holds = content_of(column.type);
        if (column.has_default_now) state.default_sql = without_parentheses(dialect_.now());
        read_.columns.push_back(std::move(state));
        if (column.is_unique) {
            read_.uniques.push_back({conventional_name(model_.name, itself, "key"), itself});
        }
        if (column.is_indexed)
            read_.indexes.push_back({conventional_name(model_.name, itself, "index"), itself});
        if (column.is_foreign_key) read_foreign_key(column);
        if (!column.unique_name.empty()) join(read_.uniques, column.unique_name, column.name);
        if (!column.index_name.empty()) join(read_.indexes, column.index_name, column.name);
    }

    void read_foreign_key(const column_definition& column) {
        const auto& target = column.references();
        const column_names itself{std::string{column.name}};
        read_.foreign_keys.push_back(
            {.name = conventional_name(model_.name, itself, "fkey"),
             .columns = itself,
             .table = std::string{target.name},
             .key = {std::string{schema::primary_key_of(target).name}},
             .on_delete = column.on_delete}
        );
    }

    template <typename Item>
    static void join(std::vector<Item>& items, std::string_view name, std::string_view column) {
        auto found = std::ranges::find(items, name, &Item::name);
        if (found == items.end()) {
            found = items.insert(items.end(), Item{});
            found->name = name;
        }
        found->columns.emplace_back(column);
    }

    const schema::table_definition& model_;
    const dialect::sql_dialect& dialect_;
    table_state read_;
};

void refuse_unless_consistent(const schema_state& state) {
    std::set<std::string_view> names;
    const auto add = [&names](std::string_view name, std::string_view kind) {
        if (names.insert(name).second) return;
        refuse(
            "the models have two things named " + std::string{name} + ", one is " +
            std::string{kind}
        );
    };
    for (const auto& table : state.tables) {
        add(table.name, "a table");
        for (const auto& index : table.indexes)
            add(index.name, "an index of " + table.name);
        for (const auto& unique : table.uniques)
            add(unique.name, "a unique key of " + table.name);
        for (const auto& reference : table.foreign_keys) {
            if (state.find_table(reference.table) != nullptr) continue;
            refuse(
                "table " + table.name + " refers to " + reference.table +
                ", whose model is not among those given: add it to schema_of<...>()"
            );
        }
    }
}

}  // namespace

schema_state state_of(const model_list& models, dialect_kind dialect) {
    schema_state state{.dialect = dialect};
    for (const auto* const model : models)
        state.tables.push_back(table_reader{*model, dialect::dialect_of(dialect)}.read());
    refuse_unless_consistent(state);
    return state;
}

}  // namespace tinyorm::migrations
