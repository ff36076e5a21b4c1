/// @file
/// Typed expressions: what a column and a computed value can do in a query.
#pragma once

#include <tinyorm/query/expression.hpp>
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

/// The LIKE pattern of texts that begin with `prefix`.
[[nodiscard]] std::string prefix_pattern(std::string_view prefix);

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

/// One term of ORDER BY.
struct order_term {
    expression term;
};

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

    [[nodiscard]] order_term asc() const { return {apply(operation::ascending)}; }
    [[nodiscard]] order_term desc() const { return {apply(operation::descending)}; }

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

}  // namespace tinyorm::query
