/// @file
/// Functions of one row: texts, numbers, casts, JSON, and whatever else a database has.
#pragma once

#include <tinyorm/query/operators.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace tinyorm::query {

/// The type a value of the program has in a database: a literal is a text, any whole number an i64.
template <typename Given>
using database_type = std::conditional_t<
    std::convertible_to<Given, std::string_view>,
    std::string,
    std::conditional_t<
        std::integral<Given> && !std::same_as<Given, bool>,
        i64,
        std::conditional_t<std::floating_point<Given>, double, Given>>>;

template <typename Given>
struct given_type {
    using type = database_type<Given>;
};
template <operand Given>
struct given_type<Given> {
    using type = typename Given::value_type;
};

/// An operand as it is, or a value as a parameter whose type the database is told.
template <typename Value, typename Given>
expression typed(const Given& given) {
    if constexpr (operand<Given>) {
        return beside<Value>(given);
    } else {
        return expression::cast(beside<Value>(given), schema::column_type_of<Value>());
    }
}

/// A value of the program in place of a column: `constant(0)`, `constant("none")`.
template <typename Given>
[[nodiscard]] auto constant(const Given& given) {
    using value_type = database_type<std::decay_t<Given>>;
    static_assert(schema::is_field_type<value_type>, "tinyorm: this is no type of a database");
    return computed<value_type>{typed<value_type>(given)};
}

/// `operand` as another type. A fraction does not become a whole number this way: databases
/// disagree about how.
template <typename Wanted, operand Operand>
[[nodiscard]] auto cast(const Operand& given) {
    using from = schema::plain_type<typename Operand::value_type>;
    constexpr bool keeps_null =
        schema::without_optional<typename Operand::value_type>::was_optional;
    constexpr bool is_exact =
        schema::number<Wanted> && std::integral<from> && !std::same_as<from, bool>;
    constexpr bool is_widening = std::floating_point<Wanted> && std::floating_point<from>;
    constexpr bool is_reading = schema::number<Wanted> && std::same_as<from, std::string>;
    constexpr bool is_writing =
        std::same_as<Wanted, std::string> && std::integral<from> && !std::same_as<from, bool>;
    static_assert(
        is_exact || is_widening || is_reading || is_writing,
        "tinyorm: cast goes from whole numbers to numbers and texts, and from texts to numbers"
    );
    using result = std::conditional_t<keeps_null, std::optional<Wanted>, Wanted>;
    return computed<result>{
        expression::cast(given.to_expression(), schema::column_type_of<Wanted>())};
}

/// A function of the database by its name: `function<i64, "abs">(Account::balance)`. Nothing but
/// the database checks its operands.
template <typename Result, literal Name, typename... Operands>
[[nodiscard]] computed<Result> function(const Operands&... operands) {
    static_assert(schema::is_field_type<Result>, "tinyorm: this is no type of a database");
    expression list;
    (list.append(typed<typename given_type<Operands>::type>(operands)), ...);
    return computed<Result>{
        expression{operation::call, std::move(list), sizeof...(Operands), name_of<Name>()}};
}

/// SQL that tinyorm does not know, its operands for `$1`, `$2`, ...:
/// `fragment<bool, "$1 ~ $2">(User::name, "^a")`. Only a literal of the program can be one.
template <typename Result, literal Text, typename... Operands>
[[nodiscard]] computed<Result> fragment(const Operands&... operands) {
    static_assert(schema::is_field_type<Result>, "tinyorm: this is no type of a database");
    static_assert(
        placeholders_of<Text>() == sizeof...(Operands),
        "tinyorm: a fragment takes one operand for each of its placeholders"
    );
    expression list;
    (list.append(typed<typename given_type<Operands>::type>(operands)), ...);
    return computed<Result>{
        expression{operation::fragment, std::move(list), sizeof...(Operands), constant_of<Text>}};
}

/// The first that is not NULL; the last may be a value.
template <operand First, typename Last>
[[nodiscard]] auto coalesce(const First& first, const Last& last) {
    using plain = schema::plain_type<typename First::value_type>;
    expression both = first.to_expression();
    both.append(beside<typename First::value_type>(last));
    constexpr bool may_be_null =
        schema::without_optional<typename given_type<Last>::type>::was_optional;
    using result = std::conditional_t<may_be_null, std::optional<plain>, plain>;
    return computed<result>{expression{operation::call, std::move(both), 2, "coalesce"}};
}

/// NULL where both are equal, otherwise the first.
template <operand First, typename Second>
[[nodiscard]] auto nullif(const First& first, const Second& second) {
    using plain = schema::plain_type<typename First::value_type>;
    expression both = first.to_expression();
    both.append(beside<typename First::value_type>(second));
    return computed<std::optional<plain>>{
        expression{operation::call, std::move(both), 2, "nullif"}};
}

template <typename Result, operand Text>
auto function_of_text(const char* name, const Text& given) {
    using value_type = typename Text::value_type;
    static_assert(
        std::same_as<schema::plain_type<value_type>, std::string>,
        "tinyorm: this function needs a text"
    );
    using result = std::conditional_t<
        schema::without_optional<value_type>::was_optional,
        std::optional<Result>,
        Result>;
    return computed<result>{expression{operation::call, given.to_expression(), 1, name}};
}

/// In characters.
template <operand Text>
[[nodiscard]] auto length(const Text& given) {
    return function_of_text<i64>("length", given);
}
/// In SQLite of ASCII letters only.
template <operand Text>
[[nodiscard]] auto lower(const Text& given) {
    return function_of_text<std::string>("lower", given);
}
template <operand Text>
[[nodiscard]] auto upper(const Text& given) {
    return function_of_text<std::string>("upper", given);
}
template <operand Text>
[[nodiscard]] auto trim(const Text& given) {
    return function_of_text<std::string>("trim", given);
}

template <operand Number>
[[nodiscard]] auto abs(const Number& given) {
    using value_type = typename Number::value_type;
    static_assert(schema::number<schema::plain_type<value_type>>, "tinyorm: abs needs a number");
    return computed<value_type>{expression{operation::call, given.to_expression(), 1, "abs"}};
}

/// One text behind the other; NULL if one of them is.
template <operand First, typename Second>
[[nodiscard]] auto concat(const First& first, const Second& second) {
    using value_type = typename First::value_type;
    static_assert(
        std::same_as<schema::plain_type<value_type>, std::string>, "tinyorm: concat needs texts"
    );
    constexpr bool may_be_null =
        schema::without_optional<value_type>::was_optional ||
        schema::without_optional<typename given_type<Second>::type>::was_optional;
    using result = std::conditional_t<may_be_null, std::optional<std::string>, std::string>;
    return computed<result>{
        combine(operation::concatenate, first.to_expression(), typed<std::string>(second))};
}

/// When the statement runs; in PostgreSQL, when its transaction began.
[[nodiscard]] inline computed<timestamp> now() {
    return computed<timestamp>{expression{operation::moment, {}, 0}};
}

}  // namespace tinyorm::query
