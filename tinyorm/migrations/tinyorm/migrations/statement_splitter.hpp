/// @file
/// Where one SQL statement ends and the next begins.
#pragma once

#include <tinyorm/core/dialect_kind.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// The statements of a script, without their semicolons; parts that hold only comments
/// are left out.
///
/// Knows quotes, quoted identifiers, both kinds of comments, `BEGIN ATOMIC` bodies of functions and
/// the bodies of triggers; of PostgreSQL alone `E''` strings, dollar quotes and comments within
/// comments, of SQLite alone the names `[a]` and `` `a` ``.
/// Source: PostgreSQL documentation, section 4.1, "Lexical Structure"; SQLite documentation,
/// sqlite3_complete(), "SQL As Understood By SQLite", and its tokenize.c.
[[nodiscard]] std::vector<std::string_view> split_statements(
    std::string_view script, dialect_kind dialect
);

/// The unquoted words of one statement, in order.
[[nodiscard]] std::vector<std::string_view> words_of(
    std::string_view statement, dialect_kind dialect
);

/// Everything in a script that may be a name: its words, and what stands in the quotes of names.
[[nodiscard]] std::vector<std::string> names_in(std::string_view script, dialect_kind dialect);

/// True if the two differ at most in the case of their ASCII letters, as keywords may.
[[nodiscard]] bool is_same_word(std::string_view one, std::string_view other) noexcept;

}  // namespace tinyorm::migrations
