/// @file
/// The script of a generated migration.
#pragma once

#include <tinyorm/migrations/migration.hpp>

#include <string>
#include <vector>

namespace tinyorm::migrations {

/// The whole text of a migration: its headers, its sections, and the checksum that seals it. Its
/// version and checksum are not read.
[[nodiscard]] std::string to_script(const migration& written);

/// The statements, each behind a semicolon and on lines of its own.
[[nodiscard]] std::string joined(const std::vector<std::string>& statements);

}  // namespace tinyorm::migrations
