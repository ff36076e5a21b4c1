#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/kept_objects.hpp>
#include <tinyorm/migrations/statement_splitter.hpp>

#include <algorithm>
#include <array>

namespace tinyorm::migrations {

kept_objects::kept_objects(driver::connection& connection) : connection_(connection) {
    if (connection.dialect() != dialect_kind::sqlite) return;
    const auto rows = connection.execute(
        "SELECT type, name, tbl_name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql "
        "IS NOT NULL"
    );
    for (auto row = rows->next_row(); !row.empty(); row = rows->next_row()) {
        auto& added = objects_.emplace_back();
        decode(row[0], added.kind);
        decode(row[1], added.name);
        decode(row[2], added.table);
    }
}

bool kept_objects::has(std::string_view name) const {
    const std::array<value, 1> wanted{value{name}};
    const auto rows = connection_.execute("SELECT 1 FROM sqlite_schema WHERE name = ?1", wanted);
    return !rows->next_row().empty();
}

void kept_objects::require_kept(std::string_view script) const {
    if (objects_.empty()) return;
    const auto named = names_in(script, dialect_kind::sqlite);
    for (const auto& one : objects_) {
        const bool is_named = std::ranges::any_of(named, [&one](const std::string& name) {
            return is_same_word(name, one.name);
        });
        if (is_named || !has(one.table) || has(one.name)) continue;
        throw error(
            error_kind::migration_refused,
            "table " + one.table + " would lose its " + one.kind + ' ' + one.name +
                ", which the script does not name: create it again behind the new table, or drop "
                "it by name"
        );
    }
}

}  // namespace tinyorm::migrations
