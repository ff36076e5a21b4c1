/// @file
/// Names of tables and columns: the only text of a model that becomes SQL.
#pragma once

#include <cstddef>
#include <string_view>

namespace tinyorm::schema {

/// The longest name PostgreSQL keeps; it silently cuts what is longer.
inline constexpr std::size_t identifier_limit = 63;

/// True for a letter or underscore followed by letters, digits and underscores, ASCII only and at
/// most `identifier_limit` long: what both dialects take in quotes without surprises.
[[nodiscard]] constexpr bool is_identifier(std::string_view name) {
    if (name.empty() || name.size() > identifier_limit) return false;
    for (const char letter : name) {
        const bool is_letter =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
        const bool is_digit = letter >= '0' && letter <= '9';
        if (!is_letter && !is_digit) return false;
    }
    return name.front() < '0' || name.front() > '9';
}

}  // namespace tinyorm::schema
