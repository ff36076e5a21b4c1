/// @file
/// What SQLite tells of a table only in the text that created it.
#pragma once

#include <tinyorm/migrations/schema_state.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

struct table_script {
    bool is_autoincrement = false;
    std::vector<check_state> checks;    ///< one without a name has an empty one
    std::vector<unique_state> uniques;  ///< those that have a name
};

/// Reads a CREATE TABLE statement that SQLite has accepted.
[[nodiscard]] table_script parse_table_script(std::string_view sql);

}  // namespace tinyorm::migrations
