/// @file
/// How operations are written, and which parentheses they need.
/// Private header.
#pragma once

#include <tinyorm/query/operation.hpp>

#include <string_view>

namespace tinyorm::dialect {

/// How tightly an operation binds; an operand that binds no tighter than its context gets
/// parentheses.
enum binding : int {
    loosest,
    by_or,
    by_and,
    by_not,
    by_comparison,
    by_concatenation,
    by_sum,
    by_product,
    tightest
};

[[nodiscard]] binding binding_of(query::operation code) noexcept;

/// The sign between or behind its operands, the name before them; empty for what has none.
[[nodiscard]] std::string_view sign_of(query::operation code) noexcept;

}  // namespace tinyorm::dialect
