/// @file
/// Functions over many rows: count, sum, min, max, avg.
#pragma once

#include <tinyorm/query/operand.hpp>

#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace tinyorm::query {

/// One value of many rows.
template <typename Value>
class aggregate : public computed<Value> {
public:
    using computed<Value>::computed;

    /// Of the rows that meet a condition.
    [[nodiscard]] aggregate filter(condition counted) const {
        return aggregate{
            combine(operation::filtered, this->to_expression(), std::move(counted).tree())};
    }
};

/// How many rows.
[[nodiscard]] inline aggregate<i64> count() {
    return aggregate<i64>{expression{operation::count_rows, {}, 0}};
}

/// In how many rows `counted` is not NULL.
template <operand Operand>
[[nodiscard]] aggregate<i64> count(const Operand& counted) {
    return aggregate<i64>{expression{operation::count, counted.to_expression(), 1}};
}

/// How many different values there are, NULL not counted.
template <operand Operand>
[[nodiscard]] aggregate<i64> count_distinct(const Operand& counted) {
    return aggregate<i64>{expression{operation::count_distinct, counted.to_expression(), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto sum(const Operand& added) {
    using plain = schema::plain_type<typename Operand::value_type>;
    constexpr bool is_decimal = std::same_as<plain, decimal>;
    static_assert(schema::number<plain> || is_decimal, "tinyorm: sum needs numbers");
    using number = std::conditional_t<std::floating_point<plain>, double, i64>;
    using total = std::optional<std::conditional_t<is_decimal, decimal, number>>;
    return aggregate<total>{expression{operation::sum, in_order<plain>(added.to_expression()), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto avg(const Operand& averaged) {
    static_assert(
        schema::number<schema::plain_type<typename Operand::value_type>>,
        "tinyorm: avg needs numbers"
    );
    return aggregate<std::optional<double>>{
        expression{operation::average, averaged.to_expression(), 1}};
}

template <operand Operand>
auto extreme(operation code, const Operand& compared) {
    using plain = schema::plain_type<typename Operand::value_type>;
    static_assert(schema::has_order<plain>, "tinyorm: json and arrays have no order in a query");
    return aggregate<std::optional<plain>>{
        expression{code, in_order<plain>(compared.to_expression()), 1}};
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto min(const Operand& compared) {
    return extreme(operation::minimum, compared);
}

/// Empty when there is no row.
template <operand Operand>
[[nodiscard]] auto max(const Operand& compared) {
    return extreme(operation::maximum, compared);
}

}  // namespace tinyorm::query
