#include <tinyorm/migrations/history.hpp>
#include <tinyorm/migrations/offline_sql.hpp>

namespace tinyorm::migrations {
namespace {

std::string entry(const migration& applied, dialect_kind dialect) {
    const auto now =
        dialect == dialect_kind::postgres ? "now()" : "strftime('%Y-%m-%d %H:%M:%f000', 'now')";
    return "INSERT INTO tinyorm_migrations (version, name, checksum, state, applied_at) VALUES (" +
           std::to_string(applied.version) + ", '" + applied.name + "', '" + applied.checksum +
           "', 'applied', " + now + ");\n";
}

}  // namespace

std::string offline_sql(std::span<const migration* const> wanted, dialect_kind dialect) {
    const bool is_sqlite = dialect == dialect_kind::sqlite;
    auto sql = history::table_sql(dialect) + ";\n";
    for (const auto* const one : wanted) {
        sql += "\n-- " + one->name + '\n';
        const bool is_whole = one->up.transaction == transaction_use::whole;
        if (is_whole && is_sqlite) sql += "PRAGMA foreign_keys = OFF;\n";
        if (is_whole) sql += is_sqlite ? "BEGIN IMMEDIATE;\n" : "BEGIN;\n";
        sql += one->up.sql;
        if (is_whole && is_sqlite) sql += "PRAGMA foreign_key_check;\n";
        sql += entry(*one, dialect);
        if (is_whole) sql += "COMMIT;\n";
        if (is_whole && is_sqlite) sql += "PRAGMA foreign_keys = ON;\n";
    }
    return sql;
}

}  // namespace tinyorm::migrations
