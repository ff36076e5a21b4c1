/// @file
/// Where one SQL statement ends and the next begins.
#pragma once

#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// The statements of a PostgreSQL script, without their semicolons; parts that hold only comments
/// are left out.
///
/// Knows quotes, `E''` strings, quoted identifiers, dollar quotes and both kinds of comments. It
/// does not know `BEGIN ATOMIC` bodies: quote such a function's body instead.
/// Source: PostgreSQL documentation, section 4.1, "Lexical Structure".
[[nodiscard]] std::vector<std::string_view> split_statements(std::string_view script);

}  // namespace tinyorm::migrations
