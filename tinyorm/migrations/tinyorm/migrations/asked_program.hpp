/// @file
/// Asks a program for the schema of its models.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace tinyorm::migrations {

/// How long a program may take to answer, and how much it may say.
inline constexpr std::chrono::seconds answer_patience{30};
inline constexpr std::size_t answer_limit = std::size_t{16} << 20U;

/// Runs `PROGRAM schema --dialect DIALECT` and reads what it prints: programs that end in `manage`
/// answer so. No shell is involved.
///
/// Errors: `invalid_configuration` if the program cannot be run, fails, takes longer or says more
/// than it may, or answers with something else.
[[nodiscard]] schema_state ask_for_schema(const std::string& program, dialect_kind dialect);

}  // namespace tinyorm::migrations
