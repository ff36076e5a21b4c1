#include <tinyorm/migrations/inspection.hpp>
#include <tinyorm/migrations/postgres_inspection.hpp>
#include <tinyorm/migrations/sqlite_inspection.hpp>

namespace tinyorm::migrations {

schema_state inspect_schema(driver::connection& connection) {
    return connection.dialect() == dialect_kind::postgres ? postgres_inspection{connection}.read()
                                                          : sqlite_inspection{connection}.read();
}

}  // namespace tinyorm::migrations
