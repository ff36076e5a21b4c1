#include <tinyorm/core/error.hpp>
#include <tinyorm/schema/table_definition.hpp>

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
    for (std::size_t i = 0; i < cells.size(); ++i) {
        try {
            table.fields[i].decode(cells[i], row);
        } catch (const error& cause) {
            const auto& name = table.fields[i].column->name;
            throw error{
                cause.kind(),
                std::string{table.name} + "." + std::string{name} + ": " + cause.what()};
        }
    }
}

std::vector<const field_definition*> fields_to_insert(
    const table_definition& table, row_span rows
) {
    std::vector<const field_definition*> chosen;
    for (const auto& field : table.fields) {
        if (!field.column->is_generated()) {
            chosen.push_back(&field);
            continue;
        }
        std::size_t given = 0;
        for (std::size_t i = 0; i < rows.size(); ++i)
            given += is_default(field.bind(rows[i])) ? 0 : 1;
        if (given == 0) continue;
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
