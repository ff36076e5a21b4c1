/// @file
/// The columns of a model, as they stand in queries.
#pragma once

#include <tinyorm/query/operators.hpp>
#include <tinyorm/schema/attributes.hpp>
#include <tinyorm/schema/column_definition.hpp>
#include <tinyorm/schema/field_type.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <string_view>

namespace tinyorm::query {

/// A column whose values are of type `Value`, of whatever table.
///
/// Cannot be copied: queries refer to it, and it is a constant of the program.
template <typename Value>
class typed_column : public schema::column_definition,
                     public operations<typed_column<Value>, Value> {
    static_assert(
        schema::is_field_type<Value>,
        "tinyorm: a column holds bool, i16, i32, i64, float, double, std::string, bytes, "
        "timestamp, date, uuid, decimal, json, std::vector<i64>, std::vector<std::string>, an "
        "enum, or std::optional of one of these"
    );

public:
    using value_type = Value;

    typed_column(const typed_column&) = delete;
    typed_column& operator=(const typed_column&) = delete;

    [[nodiscard]] expression to_expression() const { return expression{*this}; }

protected:
    consteval typed_column(schema::table_reference owner, std::string_view column_name) {
        if (!schema::is_identifier(column_name)) throw "tinyorm: this is not a valid column name";
        table = owner;
        name = column_name;
        type = schema::column_type_of<Value>();
        is_nullable = schema::without_optional<Value>::was_optional;
    }
};

/// A column of `Model`: a static constant of the model, named as in the database.
template <typename Model, typename Value>
class column : public typed_column<Value> {
public:
    template <typename... Attributes>
    consteval explicit(false) column(std::string_view column_name, Attributes... attributes)
        : typed_column<Value>(&schema::table_of<Model>, column_name) {
        (attributes(*this), ...);
    }
};

}  // namespace tinyorm::query
