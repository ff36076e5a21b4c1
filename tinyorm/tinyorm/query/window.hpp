/// @file
/// Window functions: values of a row among the rows around it.
#pragma once

#include <tinyorm/query/aggregate.hpp>
#include <tinyorm/query/functions.hpp>
#include <tinyorm/query/order_term.hpp>
#include <tinyorm/query/typed_query.hpp>

#include <optional>
#include <utility>

namespace tinyorm::query {

/// One end of a frame: rows before, at or behind the current one.
struct frame_bound {
    expression tree;
};
[[nodiscard]] frame_bound unbounded_preceding();
[[nodiscard]] frame_bound preceding(i64 rows);
[[nodiscard]] frame_bound current_row();
[[nodiscard]] frame_bound following(i64 rows);
[[nodiscard]] frame_bound unbounded_following();

/// Which rows a window function sees, and in which order.
class window {
public:
    /// Rows that are equal in these.
    template <typename... Operands>
    window& partition_by(const Operands&... operands) {
        add(partition_, partitions_, expressions_of(operands...), sizeof...(Operands));
        return *this;
    }
    template <typename... Terms>
    window& order_by(Terms... terms) {
        add(order_, terms_, terms_of(std::move(terms)...), sizeof...(Terms));
        return *this;
    }
    /// Of the ordered rows those between the two; needs an order.
    window& rows_between(frame_bound first, frame_bound last) {
        frame_ = combine(operation::frame, std::move(first.tree), std::move(last.tree));
        return *this;
    }

    /// The function as it is over this window.
    [[nodiscard]] expression over(expression function) const;

private:
    static void add(expression& list, std::size_t& count, expression added, std::size_t more);

    expression partition_;
    expression order_;
    expression frame_;  // empty: the database's default
    std::size_t partitions_ = 0;
    std::size_t terms_ = 0;
};

/// A function that means nothing without a window.
template <typename Value>
class window_function {
public:
    explicit window_function(expression tree) : tree_(std::move(tree)) {}

    [[nodiscard]] computed<Value> over(const window& rows) const {
        return computed<Value>{rows.over(tree_)};
    }

private:
    expression tree_;
};

/// An aggregate over a window gives its value to each row instead of one row to all.
template <typename Value>
[[nodiscard]] computed<Value> over(const aggregate<Value>& function, const window& rows) {
    return computed<Value>{rows.over(function.to_expression())};
}

[[nodiscard]] window_function<i64> row_number();
/// Equal rows have the same rank, and leave a gap behind them.
[[nodiscard]] window_function<i64> rank();
[[nodiscard]] window_function<i64> dense_rank();

template <operand Operand>
auto value_elsewhere(
    const char* name, const Operand& given, std::size_t operands, expression rest
) {
    using plain = schema::plain_type<typename Operand::value_type>;
    expression all = given.to_expression();
    if (operands > 1) all.append(std::move(rest));
    return window_function<std::optional<plain>>{
        expression{operation::call, std::move(all), operands, name}};
}

/// The value `rows` rows before; empty where there is none.
template <operand Operand>
[[nodiscard]] auto lag(const Operand& given, i32 rows = 1) {
    return value_elsewhere("lag", given, 2, typed<i32>(rows));
}
/// The value `rows` rows behind; empty where there is none.
template <operand Operand>
[[nodiscard]] auto lead(const Operand& given, i32 rows = 1) {
    return value_elsewhere("lead", given, 2, typed<i32>(rows));
}
template <operand Operand>
[[nodiscard]] auto first_value(const Operand& given) {
    return value_elsewhere("first_value", given, 1, {});
}
template <operand Operand>
[[nodiscard]] auto last_value(const Operand& given) {
    return value_elsewhere("last_value", given, 1, {});
}

}  // namespace tinyorm::query
