/// @file
/// What SQLite's result codes mean in tinyorm's kinds of error.
#pragma once

#include <tinyorm/core/error.hpp>

#include <string>
#include <string_view>

namespace tinyorm::driver::sqlite {

/// The kind of an extended result code.
[[nodiscard]] error_kind kind_of(int extended_code) noexcept;

/// Table, columns and constraint out of `UNIQUE constraint failed: users.first, users.last`.
[[nodiscard]] error_context context_of(error_kind kind, std::string_view message);

}  // namespace tinyorm::driver::sqlite
