/// @file
/// One notation of placeholders in hand-written SQL, for every dialect.
#pragma once

#include <tinyorm/dialect/sql_dialect.hpp>

#include <string>
#include <string_view>

namespace tinyorm::dialect {

/// `sql`, written with `$1`, `$2`, as the dialect numbers its placeholders. Texts, quoted names and
/// comments stay as they are.
[[nodiscard]] std::string number_placeholders(const sql_dialect& dialect, std::string_view sql);

}  // namespace tinyorm::dialect
