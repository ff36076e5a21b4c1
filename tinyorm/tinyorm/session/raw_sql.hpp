/// @file
/// The types of hand-written SQL: its parameters and its rows.
#pragma once

#include <tinyorm/core/value.hpp>

#include <concepts>
#include <tuple>
#include <type_traits>
#include <vector>

namespace tinyorm {

/// Hand-written SQL gives one type per column: the values of one column, tuples of several.
template <typename... Columns>
using raw_row = std::conditional_t<
    sizeof...(Columns) == 1,
    std::tuple_element_t<0, std::tuple<Columns...>>,
    std::tuple<Columns...>>;

/// Parameters of hand-written SQL.
template <typename... Parameters>
std::vector<value> to_parameters(const Parameters&... parameters) {
    static_assert(
        (std::constructible_from<value, const Parameters&> && ...),
        "tinyorm: a parameter is null, bool, a signed integer, floating point, text, bytes, "
        "timestamp, uuid, std::optional of these, std::vector<i64> or std::vector<std::string>"
    );
    std::vector<value> values;
    values.reserve(sizeof...(Parameters));
    (values.emplace_back(parameters), ...);
    return values;
}

}  // namespace tinyorm
