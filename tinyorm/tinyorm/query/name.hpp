/// @file
/// Names and pieces of SQL that a program gives as literals.
#pragma once

#include <tinyorm/schema/identifier.hpp>
#include <tinyorm/schema/literal.hpp>

#include <cstddef>
#include <string_view>

namespace tinyorm::query {

using schema::literal;

/// The literal itself, as nodes keep it: one address per text.
template <literal Text>
inline constexpr const char* constant_of = Text.text;

/// The same for a name; anything else does not compile.
template <literal Name>
consteval const char* name_of() {
    static_assert(schema::is_identifier(Name.view()), "tinyorm: this is not a valid name");
    return constant_of<Name>;
}

/// How many operands a fragment takes: its placeholders are `$1`, `$2`, ..., each once and in this
/// order, since that is the order in which parameters are sent. Quoted texts are passed over.
template <literal Text>
consteval std::size_t placeholders_of() {
    std::size_t found = 0;
    bool is_quoted = false;
    const auto sql = Text.view();
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == '\'') is_quoted = !is_quoted;
        if (is_quoted || sql[i] != '$') continue;
        ++found;
        if (found > 9 || i + 1 >= sql.size() || sql[i + 1] != static_cast<char>('0' + found)) {
            throw "tinyorm: the placeholders of a fragment are $1, $2, ... in this order";
        }
    }
    return found;
}

}  // namespace tinyorm::query
