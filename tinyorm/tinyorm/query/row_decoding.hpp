/// @file
/// From the cells of a result to what the caller asked for.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/query/named_row.hpp>
#include <tinyorm/schema/field_type.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <cstddef>
#include <span>
#include <tuple>
#include <utility>

namespace tinyorm::query {

/// The row of a model, which names its model.
template <typename T>
concept model_row = requires {
    typename T::model;
}
&&std::same_as<typename T::model::row, T>;

/// Throws `invalid_query` unless a result has as many columns as the program reads.
void expect_columns(std::size_t expected, std::size_t found);

template <typename T>
struct result_decoding {
    static_assert(
        schema::is_field_type<T>,
        "tinyorm: a result is a model's row, a field type, or a std::tuple of field types"
    );
    static void decode(std::span<const cell> cells, T& target) {
        expect_columns(1, cells.size());
        schema::decode_field(cells.front(), target);
    }
};

template <model_row Row>
struct result_decoding<Row> {
    static void decode(std::span<const cell> cells, Row& target) {
        schema::decode_row(schema::table_of<typename Row::model>(), cells, &target);
    }
};

template <typename... Fields>
struct result_decoding<std::tuple<Fields...>> {
    static void decode(std::span<const cell> cells, std::tuple<Fields...>& target) {
        expect_columns(sizeof...(Fields), cells.size());
        std::size_t next = 0;
        std::apply(
            [&](Fields&... fields) { (schema::decode_field(cells[next++], fields), ...); }, target
        );
    }
};

template <typename... Fields>
struct result_decoding<named_row<Fields...>> {
    static void decode(std::span<const cell> cells, named_row<Fields...>& target) {
        result_decoding<typename named_row<Fields...>::values_type>::decode(cells, target.values());
    }
};

template <typename Result>
void decode_result(std::span<const cell> cells, Result& target) {
    result_decoding<Result>::decode(cells, target);
}

}  // namespace tinyorm::query
