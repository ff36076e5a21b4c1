/// @file
/// Comparing, combining and calculating with operands.
#pragma once

#include <tinyorm/query/operand.hpp>

#include <concepts>
#include <optional>

namespace tinyorm::query {

template <typename>
inline constexpr bool never = false;  // a static_assert that waits for instantiation

/// True if two operands may be compared: texts with texts, numbers with numbers.
template <typename Left, typename Right>
consteval bool are_comparable() {
    using left = schema::plain_type<Left>;
    using right = schema::plain_type<Right>;
    return std::same_as<left, right> || (schema::number<left> && schema::number<right>);
}

/// `right` as an operand beside one of type `Value`: an expression, or a parameter.
template <typename Value, typename Right>
expression beside(const Right& right) {
    if constexpr (operand<Right>) {
        static_assert(
            are_comparable<Value, typename Right::value_type>(),
            "tinyorm: these two operands have different types"
        );
        return right.to_expression();
    } else if constexpr (schema::without_optional<Right>::was_optional) {
        static_assert(
            never<Right>, "tinyorm: compare with a value; for one that may be absent use is_null()"
        );
    } else if constexpr (!schema::accepts<Value, Right>()) {
        static_assert(never<Right>, "tinyorm: the value has another type than the column");
    } else {
        return expression{parameter{schema::to_value<Value>(right)}};
    }
}

template <operand Left, typename Right>
condition compare(operation code, const Left& left, const Right& right) {
    static_assert(
        !std::same_as<schema::plain_type<typename Left::value_type>, json>,
        "tinyorm: json is not compared as a whole"
    );
    return condition{combine(code, left.to_expression(), beside<typename Left::value_type>(right))};
}

template <operand Left, typename Right>
condition operator==(const Left& left, const Right& right) {
    return compare(operation::equal, left, right);
}
template <operand Left, typename Right>
condition operator!=(const Left& left, const Right& right) {
    return compare(operation::not_equal, left, right);
}
template <operand Left, typename Right>
condition compare_order(operation code, const Left& left, const Right& right) {
    using value_type = typename Left::value_type;
    static_assert(
        schema::has_order<value_type>, "tinyorm: json and arrays have no order in a query"
    );
    return condition{combine(
        code,
        in_order<value_type>(left.to_expression()),
        in_order<value_type>(beside<value_type>(right))
    )};
}
template <operand Left, typename Right>
condition operator<(const Left& left, const Right& right) {
    return compare_order(operation::less, left, right);
}
template <operand Left, typename Right>
condition operator<=(const Left& left, const Right& right) {
    return compare_order(operation::less_equal, left, right);
}
template <operand Left, typename Right>
condition operator>(const Left& left, const Right& right) {
    return compare_order(operation::greater, left, right);
}
template <operand Left, typename Right>
condition operator>=(const Left& left, const Right& right) {
    return compare_order(operation::greater_equal, left, right);
}

template <operand Operand>
condition operator==(const Operand& given, std::nullopt_t) {
    return given.is_null();
}
template <operand Operand>
condition operator!=(const Operand& given, std::nullopt_t) {
    return given.is_not_null();
}

[[nodiscard]] condition operator&&(condition left, condition right);
[[nodiscard]] condition operator||(condition left, condition right);
[[nodiscard]] condition operator!(condition negated);

template <operand Left, typename Right>
auto calculate(operation code, const Left& left, const Right& right) {
    using value_type = typename Left::value_type;
    static_assert(
        schema::number<schema::plain_type<value_type>>, "tinyorm: arithmetic needs numbers"
    );
    return computed<value_type>{combine(code, left.to_expression(), beside<value_type>(right))};
}

template <operand Left, typename Right>
auto operator+(const Left& left, const Right& right) {
    return calculate(operation::add, left, right);
}
template <operand Left, typename Right>
auto operator-(const Left& left, const Right& right) {
    return calculate(operation::subtract, left, right);
}
template <operand Left, typename Right>
auto operator*(const Left& left, const Right& right) {
    return calculate(operation::multiply, left, right);
}
template <operand Left, typename Right>
auto operator/(const Left& left, const Right& right) {
    return calculate(operation::divide, left, right);
}
template <operand Left, typename Right>
auto operator%(const Left& left, const Right& right) {
    static_assert(
        std::integral<schema::plain_type<typename Left::value_type>>,
        "tinyorm: a remainder needs whole numbers"
    );
    return calculate(operation::remainder, left, right);
}

}  // namespace tinyorm::query
