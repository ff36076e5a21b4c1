/// @file
/// Functions over many rows: count, sum, min, max, avg.
#pragma once

#include <tinyorm/query/operand.hpp>

#include <concepts>
#include <optional>
#include <type_traits>

namespace tinyorm::query {

/// How many rows.
[[nodiscard]] inline computed<i64> count() {
    return computed<i64>{expression{operation::count_rows, {}, 0}};
}

/// In how many rows `counted` is not NULL.
template <operand Operand>
[[nodiscard]] computed<i64> count(const Operand& counted) {
    return computed<i64>{expression{operation::count, counted.to_expression(), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto sum(const Operand& added) {
    using plain = schema::plain_type<typename Operand::value_type>;
    static_assert(schema::number<plain>, "tinyorm: sum needs numbers");
    using total = std::optional<std::conditional_t<std::floating_point<plain>, double, i64>>;
    return computed<total>{expression{operation::sum, added.to_expression(), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto avg(const Operand& averaged) {
    static_assert(
        schema::number<schema::plain_type<typename Operand::value_type>>,
        "tinyorm: avg needs numbers"
    );
    return computed<std::optional<double>>{
        expression{operation::average, averaged.to_expression(), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto min(const Operand& compared) {
    using plain = schema::plain_type<typename Operand::value_type>;
    return computed<std::optional<plain>>{
        expression{operation::minimum, compared.to_expression(), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto max(const Operand& compared) {
    using plain = schema::plain_type<typename Operand::value_type>;
    return computed<std::optional<plain>>{
        expression{operation::maximum, compared.to_expression(), 1}};
}

}  // namespace tinyorm::query
