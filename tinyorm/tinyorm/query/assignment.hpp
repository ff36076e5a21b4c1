/// @file
/// `column = value`, in an update or after a conflict.
#pragma once

#include <tinyorm/query/column.hpp>
#include <tinyorm/schema/table_definition.hpp>

namespace tinyorm::query {

/// `version = version + 1` for the table's row version, or nothing if it has none.
[[nodiscard]] expression count_up_version(const schema::table_definition& table);

/// What `column` is set to, checked against its type.
template <typename Value, typename Given>
expression assigned_value(const Given& given) {
    constexpr bool may_be_null = schema::without_optional<Value>::was_optional;
    if constexpr (std::same_as<Given, std::nullopt_t>) {
        static_assert(may_be_null, "tinyorm: only a std::optional column can be set to nullopt");
        return expression{parameter{}};
    } else if constexpr (schema::without_optional<Given>::was_optional) {
        static_assert(may_be_null, "tinyorm: only a std::optional column takes a std::optional");
        static_assert(
            schema::accepts<Value, schema::plain_type<Given>>(),
            "tinyorm: the value has another type than the column"
        );
        return expression{parameter{schema::to_value<Value>(given)}};
    } else {
        return beside<Value>(given);
    }
}

/// `column = given`; `Model` is the model whose rows are written.
template <typename Model, typename Owner, typename Value, typename Given>
expression assign(const column<Owner, Value>& column, const Given& given) {
    static_assert(std::same_as<Model, Owner>, "tinyorm: the column belongs to another model");
    return combine(operation::assign, column.to_expression(), assigned_value<Value>(given));
}

}  // namespace tinyorm::query
