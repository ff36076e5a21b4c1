#include <tinyorm/schema/table_definition.hpp>

#include <tinyorm/core/error.hpp>

#include <algorithm>
#include <string>

namespace tinyorm::schema {

namespace {

bool is_default(const value& given) {
    return given.is_null() || given == value{i64{0}} || given == value{timestamp{}};
}

}  // namespace

const column_definition& primary_key_of(const table_definition& table) {
    const column_definition* found = nullptr;
    for (const auto& field : table.fields) {
        if (!field.column->is_primary_key) continue;
        if (found != nullptr) {
            throw error{
                error_kind::invalid_query,
                std::string{table.name} + ": the primary key has several columns, one is needed"};
        }
        found = field.column;
    }
    if (found == nullptr) {
        throw error{error_kind::invalid_query, std::string{table.name} + " has no primary key"};
    }
    return *found;
}

void decode_row(const table_definition& table, std::span<const cell> cells, void* row) {
    if (cells.size() != table.fields.size()) {
        throw error{
            error_kind::invalid_query,
            "a row of " + std::string{table.name} + " has " + std::to_string(table.fields.size()) +
                " columns, the result has " + std::to_string(cells.size())};
    }
    for (std::size_t i = 0; i < cells.size(); ++i) table.fields[i].decode(cells[i], row);
}

std::vector<const field_definition*> fields_to_insert(
    const table_definition& table, std::span<const void* const> rows
) {
    std::vector<const field_definition*> chosen;
    for (const auto& field : table.fields) {
        std::size_t given = rows.size();
        if (field.column->is_generated()) {
            given = static_cast<std::size_t>(std::ranges::count_if(rows, [&](const void* row) {
                return !is_default(field.bind(row));
            }));
        }
        if (given == 0 && field.column->is_generated()) continue;
        if (given != rows.size()) {
            throw error{
                error_kind::invalid_query,
                std::string{table.name} + "." + std::string{field.column->name} +
                    " is given by some of the rows and left to the database by others: insert "
                    "them separately"};
        }
        chosen.push_back(&field);
    }
    return chosen;
}

}  // namespace tinyorm::schema
