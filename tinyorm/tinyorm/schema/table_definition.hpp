/// @file
/// A model as data: which columns its table has and how its rows are read and written.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/value.hpp>
#include <tinyorm/schema/attributes.hpp>
#include <tinyorm/schema/column_definition.hpp>
#include <tinyorm/schema/field_type.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm::schema {

/// A column and the member of the row that holds its value.
struct field_definition {
    const column_definition* column;
    void (*decode)(const cell& from, void* row);
    value (*bind)(const void* row);
};

/// A table and how its rows are read and written; one constant per model.
struct table_definition {
    std::string_view name;
    std::span<const field_definition> fields;
};

/// Rows of one model, their type forgotten.
///
/// Lifetime: of the rows it was made from.
class row_span {
public:
    template <typename Row>
    row_span(std::span<const Row> rows)
        : first_(reinterpret_cast<const std::byte*>(rows.data())),
          stride_(sizeof(Row)),
          size_(rows.size()) {}

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const void* operator[](std::size_t index) const noexcept {
        return first_ + index * stride_;
    }

private:
    const std::byte* first_;
    std::size_t stride_;
    std::size_t size_;
};

/// The only column of the primary key. Throws `invalid_query` if the table has none or several.
[[nodiscard]] const column_definition& primary_key_of(const table_definition& table);

/// Reads a row whose cells are the table's columns in their order.
void decode_row(const table_definition& table, std::span<const cell> cells, void* row);

/// The fields to insert: all but the generated ones that every row leaves at its default. Throws
/// `invalid_query` if some rows give such a field and others leave it to the database.
[[nodiscard]] std::vector<const field_definition*> fields_to_insert(
    const table_definition& table, row_span rows
);

template <typename>
struct member_pointer;
template <typename Row, typename Member>
struct member_pointer<Member Row::*> {
    using row_type = Row;
    using member_type = Member;
};

/// Says that `Member` of the row holds the value of `column`.
template <auto Member>
consteval field_definition field(const column_definition& column) {
    using row_type = typename member_pointer<decltype(Member)>::row_type;
    using member_type = typename member_pointer<decltype(Member)>::member_type;
    if (column.type != column_type_of<member_type>() ||
        column.is_nullable != without_optional<member_type>::was_optional) {
        throw "tinyorm: the column and the member of the row have different types";
    }
    return {
        &column,
        [](const cell& from, void* row) {
            decode_field(from, static_cast<row_type*>(row)->*Member);
        },
        [](const void* row) {
            return to_value<member_type>(static_cast<const row_type*>(row)->*Member);
        }};
}

struct anything {
    template <typename T>
    operator T() const;  // declared only: counts the members of an aggregate
};

template <typename Row, std::size_t... Index>
consteval bool takes(std::index_sequence<Index...>) {
    return requires {
        Row{(static_cast<void>(Index), anything{})...};
    };
}

/// The definition of a model's table, made when it is first asked for.
template <typename Model>
const table_definition& table_of() {
    using row = typename Model::row;
    constexpr auto count = Model::fields.size();
    static_assert(
        takes<row>(std::make_index_sequence<count>{}) &&
            !takes<row>(std::make_index_sequence<count + 1>{}),
        "tinyorm: `fields` must list every member of `row` once"
    );
    static_assert(is_identifier(Model::table), "tinyorm: this is not a valid table name");
    static constexpr table_definition definition{Model::table, Model::fields};
    return definition;
}

}  // namespace tinyorm::schema
