/// @file
/// What may follow the name of a column in a model: `primary_key`, `max_length<50>`, ...
#pragma once

#include <tinyorm/schema/column_definition.hpp>
#include <tinyorm/schema/constant_sql.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <cstddef>

namespace tinyorm::schema {

template <typename Model>
const table_definition& table_of();

/// The attributes of columns, as members so that a model, which derives from them, names them
/// without a namespace.
///
/// Errors: an attribute that does not suit its column is a compile-time error that says so.
struct attributes {
    /// Identifies the row; on several columns, they do so together.
    static constexpr auto primary_key = [](column_definition& column) {
        if (column.is_nullable) throw "tinyorm: a primary key cannot be optional";
        column.is_primary_key = true;
    };
    /// Numbered by the database when an inserted row leaves it 0.
    static constexpr auto autoincrement = [](column_definition& column) {
        if (!column.is_integral()) throw "tinyorm: autoincrement is for integer columns";
        column.is_autoincrement = true;
    };
    /// No two rows share a value.
    static constexpr auto unique = [](column_definition& column) { column.is_unique = true; };
    /// Has an index of its own.
    static constexpr auto indexed = [](column_definition& column) { column.is_indexed = true; };
    /// Set to the time of insertion by the database when an inserted row leaves it at the epoch.
    static constexpr auto default_now = [](column_definition& column) {
        if (column.type != column_type::timestamp)
            throw "tinyorm: default_now is for timestamp columns";
        column.has_default_now = true;
    };
    /// Counts the row's updates: the optimistic lock.
    static constexpr auto row_version = [](column_definition& column) {
        if (!column.is_integral()) throw "tinyorm: row_version is for integer columns";
        column.is_row_version = true;
    };
    /// Deleted together with the row it refers to; stands after `foreign_key`.
    static constexpr auto on_delete_cascade = [](column_definition& column) {
        if (!column.is_foreign_key) throw "tinyorm: on_delete_cascade stands after foreign_key";
        column.on_delete = delete_action::cascade;
    };
    /// Left without its reference when the row it refers to is deleted; stands after `foreign_key`.
    static constexpr auto on_delete_set_null = [](column_definition& column) {
        if (!column.is_foreign_key) throw "tinyorm: on_delete_set_null stands after foreign_key";
        if (!column.is_nullable) throw "tinyorm: on_delete_set_null is for optional columns";
        column.on_delete = delete_action::set_null;
    };
    /// Holds the primary key of a row of `Model`.
    template <typename Model>
    static constexpr auto foreign_key = [](column_definition& column) {
        column.is_foreign_key = true;
        column.references = &table_of<Model>;
    };
    /// At most this many characters, checked by the database.
    template <std::size_t Characters>
    static constexpr auto max_length = [](column_definition& column) {
        static_assert(Characters > 0, "tinyorm: max_length must be at least 1");
        if (column.type != column_type::text) throw "tinyorm: max_length is for text columns";
        column.max_length = Characters;
    };
    /// What rows get that do not say: those of the time before the column, and those of programs
    /// without it. A row of the model always says. A number, a bool or a text.
    template <constant Constant>
    static constexpr auto default_value = [](column_definition& column) {
        if (!Constant.suits(column.type))
            throw "tinyorm: the default value has another type than the column";
        column.default_sql = constant_sql<Constant>;
    };
    /// Part of an index of this name, over the columns that name it, in their order.
    template <literal Name>
    static constexpr auto indexed_in = [](column_definition& column) {
        static_assert(is_identifier(Name.view()), "tinyorm: this is not a valid index name");
        column.index_name = Name.view();
    };
    /// Part of a key of this name: no two rows share the values of all columns that name it.
    template <literal Name>
    static constexpr auto unique_in = [](column_definition& column) {
        static_assert(is_identifier(Name.view()), "tinyorm: this is not a valid key name");
        column.unique_name = Name.view();
    };
};

}  // namespace tinyorm::schema
