#include <tinyorm/core/cell.hpp>
#include <tinyorm/migrations/length_check.hpp>
#include <tinyorm/migrations/postgres_inspection.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tinyorm::migrations {
namespace {

constexpr std::string_view columns_query = R"(
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       a.attidentity <> '', coalesce(pg_get_expr(d.adbin, d.adrelid), '')
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
  AND c.relname <> 'tinyorm_migrations'
ORDER BY c.relname, a.attnum)";

// The names of columns of an array of their numbers, in its order.
#define TINYORM_NAMES(relation, numbers)                \
    "ARRAY(SELECT a.attname::text FROM unnest(" numbers \
    ") WITH ORDINALITY AS k (n, place) "                \
    "JOIN pg_attribute a ON a.attrelid = " relation " AND a.attnum = k.n ORDER BY k.place)"

constexpr std::string_view constraints_query =
    "SELECT c.relname, o.conname, o.contype::text, " TINYORM_NAMES(
        "c.oid", "o.conkey"
    ) ", "
      "coalesce(f.relname, ''), " TINYORM_NAMES(
          "f.oid", "o.confkey"
      ) ", o.confdeltype::text, "
        "coalesce(pg_get_expr(o.conbin, o.conrelid), '') "
        "FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid "
        "LEFT JOIN pg_class f ON f.oid = o.confrelid "
        "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace "
        "AND c.relname <> 'tinyorm_migrations' AND o.contype IN ('p', 'u', 'f', 'c') "
        "ORDER BY c.relname, o.conname";

constexpr std::string_view indexes_query =
    "SELECT c.relname, i.relname, x.indisunique, " TINYORM_NAMES(
        "c.oid", "x.indkey::int2[]"
    ) " "
      "FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = "
      "x.indexrelid "
      "JOIN pg_am m ON m.oid = i.relam "
      "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace "
      "AND c.relname <> 'tinyorm_migrations' AND m.amname = 'btree' AND x.indisvalid "
      "AND x.indexprs IS NULL AND x.indpred IS NULL AND x.indnatts = x.indnkeyatts "
      "AND NOT EXISTS (SELECT 1 FROM pg_constraint o WHERE o.conindid = x.indexrelid "
      "AND o.contype IN ('p', 'u', 'x')) ORDER BY c.relname, i.relname";
#undef TINYORM_NAMES

template <typename Value>
Value value_of(const cell& from) {
    Value read{};
    decode(from, read);
    return read;
}

std::string short_type(std::string type) {
    constexpr std::string_view zoned = "timestamp with time zone";
    return type == zoned ? "timestamptz" : type;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("-0123456789.") == std::string_view::npos;
}

bool is_number_type(std::string_view type) {
    constexpr std::array<std::string_view, 6> numbers{
        "smallint", "integer", "bigint", "real", "double precision", "numeric"};
    return std::ranges::find(numbers, type) != numbers.end();
}

// 'new'::text is 'new' in a column of texts, '-5'::integer is -5 in one of numbers.
std::string without_cast(std::string sql, std::string_view type) {
    const auto cast = sql.rfind("'::");
    if (!sql.starts_with('\'') || cast == std::string::npos || cast == 0) return sql;
    const auto literal = sql.substr(0, cast + 1);
    const auto content = literal.substr(1, literal.size() - 2);
    return is_number_type(type) && is_number(content) ? content : literal;
}

schema::delete_action action_of(const std::string& letter) {
    if (letter == "c") return schema::delete_action::cascade;
    if (letter == "n") return schema::delete_action::set_null;
    return schema::delete_action::refuse;
}

}  // namespace

schema_state postgres_inspection::read() {
    read_columns();
    read_constraints();
    read_indexes();
    return std::move(state_);
}

table_state& postgres_inspection::table_named(std::string_view name) {
    const auto found = std::ranges::find(state_.tables, name, &table_state::name);
    if (found != state_.tables.end()) return *found;
    return state_.tables.emplace_back(table_state{.name = std::string{name}});
}

void postgres_inspection::read_columns() {
    const auto rows = connection_.execute(columns_query);
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        column_state column{
            .name = value_of<std::string>(row[1]),
            .type = short_type(value_of<std::string>(row[2])),
            .is_nullable = value_of<bool>(row[3]),
            .is_autoincrement = value_of<bool>(row[4])};
        column.default_sql = without_cast(value_of<std::string>(row[5]), column.type);
        table_named(row[0].view()).columns.push_back(std::move(column));
    }
}

void postgres_inspection::read_constraints() {
    const auto rows = connection_.execute(constraints_query);
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row())
        read_constraint(table_named(row[0].view()), row);
}

void postgres_inspection::read_constraint(table_state& table, std::span<const cell> row) {
    auto name = value_of<std::string>(row[1]);
    const auto kind = row[2].view();
    auto columns = value_of<std::vector<std::string>>(row[3]);
    if (kind == "p") {
        table.primary_key = std::move(columns);
    } else if (kind == "u") {
        table.uniques.push_back({std::move(name), std::move(columns)});
    } else if (kind == "f") {
        table.foreign_keys.push_back(
            {.name = std::move(name),
             .columns = std::move(columns),
             .table = value_of<std::string>(row[4]),
             .key = value_of<std::vector<std::string>>(row[5]),
             .on_delete = action_of(value_of<std::string>(row[6]))}
        );
    } else {
        read_check(table, std::move(name), value_of<std::string>(row[7]));
    }
}

void postgres_inspection::read_check(table_state& table, std::string name, std::string definition) {
    const auto length = parse_length_check(definition);
    if (length) {
        const auto column = std::ranges::find(table.columns, length->column, &column_state::name);
        const bool is_conventional =
            name == conventional_name(table.name, {length->column}, "check");
        if (column != table.columns.end() && is_conventional) {
            column->max_length = length->max_length;
            return;
        }
    }
    table.checks.push_back({std::move(name), std::move(definition)});
}

void postgres_inspection::read_indexes() {
    const auto rows = connection_.execute(indexes_query);
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        table_named(row[0].view())
            .indexes.push_back(
                {.name = value_of<std::string>(row[1]),
                 .columns = value_of<std::vector<std::string>>(row[3]),
                 .is_unique = value_of<bool>(row[2])}
            );
    }
}

}  // namespace tinyorm::migrations
