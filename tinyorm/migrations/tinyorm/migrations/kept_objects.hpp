/// @file
/// Watches that rebuilding a table of SQLite loses nothing of it.
#pragma once

#include <tinyorm/driver/connection.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {

/// The triggers and indexes of a SQLite database, which go with their table when a script rebuilds
/// it. Of PostgreSQL, where nothing is rebuilt, it holds none.
class kept_objects {
public:
    explicit kept_objects(driver::connection& connection);

    /// Throws `migration_refused` if one of them is gone although its table is there and no word of
    /// the script, outside of comments and texts, is its name.
    void require_kept(std::string_view script) const;

private:
    struct object {
        std::string kind;
        std::string name;
        std::string table;
    };
    [[nodiscard]] bool has(std::string_view name) const;

    driver::connection& connection_;
    std::vector<object> objects_;
};

}  // namespace tinyorm::migrations
