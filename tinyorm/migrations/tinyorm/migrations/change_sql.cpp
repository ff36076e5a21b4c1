#include <tinyorm/migrations/change_sql.hpp>
#include <tinyorm/migrations/postgres_change.hpp>
#include <tinyorm/migrations/sqlite_change.hpp>

namespace tinyorm::migrations {

std::vector<std::string> to_sql(const schema_change& change, const sql_options& options) {
    return change.dialect == dialect_kind::postgres ? postgres_change{change, options}.statements()
                                                    : sqlite_change{change, options}.statements();
}

}  // namespace tinyorm::migrations
