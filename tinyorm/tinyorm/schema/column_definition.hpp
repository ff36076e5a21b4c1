/// @file
/// What a model says about one of its columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tinyorm::schema {

/// The type of a column, from which each dialect takes the SQL type it stores it as.
enum class column_type : std::uint8_t {
    boolean,
    small_integer,
    integer,
    big_integer,
    real,
    double_precision,
    text,
    bytes,
    timestamp,
    date,
    uuid,
    decimal,
    json,
    integer_array,
    text_array,
};

/// What happens to a row when the row it refers to is deleted.
enum class delete_action : std::uint8_t { refuse, cascade, set_null };

struct table_definition;

/// A table, named before its model is complete: columns, and foreign keys in a circle, refer to it.
using table_reference = const table_definition& (*)();

/// One column of a table.
///
/// Lifetime: a constant of the program; queries keep pointers to it.
struct column_definition {
    table_reference table = nullptr;
    std::string_view name;
    column_type type = column_type::text;
    bool is_nullable = false;
    bool is_primary_key = false;
    bool is_autoincrement = false;
    bool is_unique = false;
    bool is_indexed = false;
    bool is_row_version = false;
    bool has_default_now = false;
    bool is_foreign_key = false;
    std::size_t max_length = 0;            ///< in characters; 0: unlimited
    table_reference references = nullptr;  ///< the table whose primary key a foreign key holds
    delete_action on_delete = delete_action::refuse;
    std::string_view default_sql{};  ///< a constant in SQL; empty: none
    std::string_view index_name{};   ///< of an index over this and other columns; empty: none
    std::string_view unique_name{};  ///< of a unique key over this and other columns; empty: none

    /// True if the database fills the column in when an inserted row leaves it at its default.
    [[nodiscard]] constexpr bool is_generated() const {
        return is_autoincrement || has_default_now;
    }
    [[nodiscard]] constexpr bool is_integral() const {
        return type == column_type::small_integer || type == column_type::integer ||
               type == column_type::big_integer;
    }
};

}  // namespace tinyorm::schema
