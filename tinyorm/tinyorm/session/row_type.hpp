/// @file
/// How rows of a model are kept by code that does not know the model.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <memory>
#include <string>
#include <vector>

namespace tinyorm {

/// The table of a model and how its rows are copied, their type forgotten.
struct row_type {
    schema::table_reference table;
    std::shared_ptr<void> (*make)();
    std::shared_ptr<void> (*copy)(const void* row);
    void (*assign)(void* to, const void* from);
};

template <typename Model>
inline constexpr row_type row_type_of{
    &schema::table_of<Model>,
    []() -> std::shared_ptr<void> { return std::make_shared<typename Model::row>(); },
    [](const void* row) -> std::shared_ptr<void> {
        return std::make_shared<typename Model::row>(*static_cast<const typename Model::row*>(row));
    },
    [](void* to, const void* from) {
        *static_cast<typename Model::row*>(to) = *static_cast<const typename Model::row*>(from);
    }};

/// The values of a primary key, in the order of its columns.
using row_key = std::vector<value>;

[[nodiscard]] row_key key_of(const schema::table_definition& table, const void* row);

/// True if the database is to fill a column in which a row leaves at its default.
[[nodiscard]] bool is_left_to_database(const schema::field_definition& field, const void* row);

/// True if the key is known before the row is inserted.
[[nodiscard]] bool has_key(const schema::table_definition& table, const void* row);

/// Gives a field of a row a value of its type.
void set_field(const schema::field_definition& field, void* row, const value& given);

[[nodiscard]] const schema::field_definition& field_of(const schema::column_definition& column);

/// The field that counts updates; null if there is none.
[[nodiscard]] const schema::field_definition* version_of(const schema::table_definition& table);

/// `users with id 7`, for messages.
[[nodiscard]] std::string described(const schema::table_definition& table, const row_key& key);

}  // namespace tinyorm
