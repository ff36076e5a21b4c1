#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/postgres_dialect.hpp>
#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/dialect/sqlite_dialect.hpp>
#include <tinyorm/schema/identifier.hpp>

namespace tinyorm::dialect {

namespace {

std::string_view to_string(feature named) noexcept {
    switch (named) {
        case feature::row_locks: return "row locks (FOR UPDATE)";
        case feature::right_and_full_joins: return "right and full joins (SQLite 3.39 has)";
        case feature::nested_set_operations:
            return "unions within a union, nor one with an order or limit of its own";
        case feature::decimal_order: return "order among decimals, nor a sum of them";
        case feature::autoincrement_beside_primary_key:
            return "autoincrement on a column that is not the primary key alone";
    }
    return "";
}

}  // namespace

const sql_dialect& dialect_of(dialect_kind kind, int version) noexcept {
    static const postgres_dialect postgres;
    static const sqlite_dialect sqlite{sqlite_joins::all};
    static const sqlite_dialect older_sqlite{sqlite_joins::left};
    if (kind == dialect_kind::postgres) return postgres;
    return version < sqlite_dialect::version_with_all_joins ? older_sqlite : sqlite;
}

void require(const sql_dialect& dialect, feature wanted) {
    if (dialect.has(wanted)) return;
    throw error{
        error_kind::unsupported_feature,
        std::string{dialect.name()} + " has no " + std::string{to_string(wanted)}};
}

std::string quoted(std::string_view name) {
    if (!schema::is_identifier(name)) {
        throw error{
            error_kind::invalid_query,
            "\"" + std::string{name} +
                "\" is not an identifier: letters, digits and underscores, at most 63"};
    }
    std::string text;
    text.reserve(name.size() + 2);
    return text.append(1, '"').append(name).append(1, '"');
}

}  // namespace tinyorm::dialect
