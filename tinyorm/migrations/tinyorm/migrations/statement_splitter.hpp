/// @file
/// Where one SQL statement ends and the next begins.
#pragma once

#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// The statements of a script, without their semicolons; parts that hold only comments
/// are left out.
///
/// Knows quotes, `E''` strings, quoted identifiers, dollar quotes, both kinds of comments, `BEGIN
/// ATOMIC` bodies of functions and the bodies of SQLite's triggers. SQLite's other ways to quote a
/// name, `[a]` and `` `a` ``, it reads as PostgreSQL would.
/// Source: PostgreSQL documentation, section 4.1, "Lexical Structure"; SQLite documentation,
/// sqlite3_complete().
[[nodiscard]] std::vector<std::string_view> split_statements(std::string_view script);

/// The unquoted words of one statement, in order.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view statement);

/// True if the two differ at most in the case of their ASCII letters, as keywords may.
[[nodiscard]] bool is_same_word(std::string_view one, std::string_view other) noexcept;

}  // namespace tinyorm::migrations
