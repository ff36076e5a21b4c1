/// @file
/// Typed expressions: what a column and a computed value can do in a query.
#pragma once

#include <tinyorm/query/expression.hpp>
#include <tinyorm/query/name.hpp>
#include <tinyorm/query/order_term.hpp>
#include <tinyorm/schema/field_type.hpp>

#include <concepts>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm::query {

/// Anything that has a value in each row: a column, or an expression of columns.
template <typename T>
concept operand = requires(const T& given) {
    typename T::value_type;
    { given.to_expression() } -> std::same_as<expression>;
};

template <typename T, typename Value>
concept operand_of = operand<T> && std::same_as<typename T::value_type, Value>;

/// A query whose rows stand where a value, or a set of values, is expected.
template <typename T>
concept subquery = requires(const T& given) {
    typename T::result_type;
    { given.erased() } -> std::same_as<const statement&>;
};

/// The LIKE pattern of texts that begin with `prefix`.
[[nodiscard]] std::string prefix_pattern(std::string_view prefix);

/// A copy of `query` as an expression.
[[nodiscard]] expression to_subquery(const statement& query);

/// What is true or false in each row: what WHERE takes.
class condition {
public:
    using value_type = bool;

    explicit condition(expression tree) : tree_(std::move(tree)) {}
    /// A boolean column is a condition.
    template <operand_of<bool> Operand>
    condition(const Operand& from) : tree_(from.to_expression()) {}

    [[nodiscard]] expression tree() && noexcept { return std::move(tree_); }
    [[nodiscard]] expression to_expression() const { return tree_; }

private:
    expression tree_;
};

/// A tree whose order or sum matters: says so of decimals, which not every dialect puts in order.
template <typename Value>
expression in_order(expression tree) {
    if constexpr (std::same_as<schema::plain_type<Value>, decimal>) {
        return {operation::decimal_order, std::move(tree), 1};
    } else {
        return tree;
    }
}

/// An operand with a name in the result.
template <literal Name, typename Value>
class named_operand {
public:
    using value_type = Value;
    static constexpr auto result_name = Name;

    explicit named_operand(expression tree)
        : tree_(operation::named, std::move(tree), 1, name_of<Name>()) {}

    [[nodiscard]] expression to_expression() const { return tree_; }

private:
    expression tree_;
};

template <typename Value>
class computed;

/// What every operand of type `Value` offers; `Self` is the operand.
template <typename Self, typename Value>
class operations {
public:
    [[nodiscard]] condition is_null() const { return condition{apply(operation::is_null)}; }
    [[nodiscard]] condition is_not_null() const { return condition{apply(operation::is_not_null)}; }

    /// Case-sensitive; `%` stands for any text, `_` for a character, `\` takes their meaning away.
    [[nodiscard]] condition like(std::string_view pattern) const {
        static_assert(is_text, "tinyorm: like needs a text column");
        return match(std::string{pattern});
    }
    [[nodiscard]] condition starts_with(std::string_view prefix) const {
        static_assert(is_text, "tinyorm: starts_with needs a text column");
        return match(prefix_pattern(prefix));
    }

    /// One of these values; each is a parameter. For many, or a changing number, `any_of`.
    [[nodiscard]] condition in(std::initializer_list<schema::plain_type<Value>> values) const {
        if (values.size() == 0) return condition{expression{operation::always_false, {}, 0}};
        expression list = self().to_expression();
        for (const auto& each : values) {
            list.append(expression{parameter{schema::to_value<Value>(each)}});
        }
        return condition{expression{operation::in, std::move(list), values.size() + 1}};
    }
    /// One of the values a query of one column gives.
    template <subquery Query>
    [[nodiscard]] condition in(const Query& query) const {
        static_assert(
            std::same_as<schema::plain_type<typename Query::result_type>, plain>,
            "tinyorm: in takes a query of one column, of the same type"
        );
        return condition{
            combine(operation::in, self().to_expression(), to_subquery(query.erased()))};
    }

    /// One of the values of a range, sent as one array: the same SQL for any number of them.
    template <std::ranges::input_range Range>
    [[nodiscard]] condition any_of(const Range& values) const {
        using element = std::ranges::range_value_t<Range>;
        static_assert(is_array_element, "tinyorm: any_of needs an integer, text, uuid or enum");
        static_assert(
            schema::accepts<Value, element>(), "tinyorm: any_of got values of another type"
        );
        return condition{combine(
            operation::any_of, self().to_expression(), expression{parameter{to_array(values)}}
        )};
    }

    [[nodiscard]] order_term asc() const { return {in_order<Value>(apply(operation::ascending))}; }
    [[nodiscard]] order_term desc() const {
        return {in_order<Value>(apply(operation::descending))};
    }

    /// The same, under a name of the result: `row.get<"posts">()`.
    template <literal Name>
    [[nodiscard]] named_operand<Name, Value> as() const {
        return named_operand<Name, Value>{self().to_expression()};
    }
    /// The same, empty where an outer join finds no row.
    [[nodiscard]] computed<std::optional<schema::plain_type<Value>>> or_null() const;

private:
    using plain = schema::plain_type<Value>;
    static constexpr bool is_text = std::same_as<plain, std::string>;
    static constexpr bool is_whole =
        schema::enumeration<plain> || (std::integral<plain> && !std::same_as<plain, bool>);
    static constexpr bool is_array_element = is_text || is_whole || std::same_as<plain, uuid>;

    [[nodiscard]] const Self& self() const { return static_cast<const Self&>(*this); }

    [[nodiscard]] expression apply(operation code) const {
        return {code, self().to_expression(), 1};
    }

    [[nodiscard]] condition match(std::string pattern) const {
        return condition{combine(
            operation::like,
            self().to_expression(),
            expression{parameter{value{std::move(pattern)}, parameter_use::like_pattern}}
        )};
    }

    template <typename Range>
    static value to_array(const Range& values) {
        using element = std::conditional_t<is_whole, i64, std::string>;
        std::vector<element> array;
        if constexpr (std::ranges::sized_range<Range>) array.reserve(std::ranges::size(values));
        for (const auto& each : values) {
            if constexpr (std::same_as<plain, uuid>) {
                array.push_back(to_string(each));
            } else if constexpr (is_whole && std::unsigned_integral<std::decay_t<decltype(each)>>) {
                array.push_back(schema::to_signed(each));
            } else {
                array.push_back(static_cast<element>(each));
            }
        }
        return value{std::move(array)};
    }
};

/// The value of an expression, of type `Value` in C++.
template <typename Value>
class computed : public operations<computed<Value>, Value> {
public:
    using value_type = Value;

    explicit computed(expression tree) : tree_(std::move(tree)) {}

    [[nodiscard]] expression to_expression() const { return tree_; }

private:
    expression tree_;
};

template <typename Self, typename Value>
computed<std::optional<schema::plain_type<Value>>> operations<Self, Value>::or_null() const {
    return computed<std::optional<plain>>{apply(operation::or_null)};
}

}  // namespace tinyorm::query
