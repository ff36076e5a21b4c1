#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/foreign_key_pause.hpp>
#include <tinyorm/migrations/kept_objects.hpp>
#include <tinyorm/migrations/section_run.hpp>
#include <tinyorm/migrations/statement_splitter.hpp>

#include <exception>
#include <string>

namespace tinyorm::migrations {
namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw error(error_kind::migration_refused, message);
}

[[noreturn]] void rethrow_for(const migration& owner, const error& failed) {
    const error_context context{
        .sqlstate = failed.sqlstate(),
        .constraint = failed.constraint(),
        .table = failed.table(),
        .column = failed.column()};
    throw error(
        failed.kind(),
        "migration " + owner.name + " failed: " + failed.what(),
        context,
        failed.where()
    );
}

// What cannot be rolled back is no sound connection, whose pool closes it. The error that led here
// says why.
void roll_back(driver::connection& connection) noexcept {
    try {
        connection.rollback();
    } catch (const std::exception&) {
        connection.condemn();
    }
}

void run_as_whole(
    driver::connection& connection, const section& executed, const std::function<void()>& record
) {
    foreign_key_pause pause{connection};  // outlives the transaction: within one, it cannot end
    const kept_objects kept{connection};
    try {
        connection.begin();
        connection.execute_script(executed.sql);
        if (!connection.in_transaction())
            refuse("its script ends the transaction it runs in: mark it no-transaction");
        pause.check();
        kept.require_kept(executed.sql);
        record();
        connection.commit();
    } catch (...) {
        roll_back(connection);
        throw;
    }
    pause.end();
}

// PostgreSQL makes one transaction of a script that it gets in one piece; SQLite does not.
void run_in_pieces(driver::connection& connection, const section& executed) {
    if (connection.dialect() == dialect_kind::sqlite) {
        connection.execute_script(executed.sql);
    } else {
        for (const auto one : split_statements(executed.sql, dialect_kind::postgres))
            connection.execute_script(one);
    }
    if (connection.in_transaction())
        refuse("its script leaves a transaction open, which is rolled back: end it in the script");
}

}  // namespace

void run_section(
    driver::connection& connection,
    const migration& owner,
    const section& executed,
    const std::function<void()>& record
) {
    try {
        if (executed.transaction == transaction_use::whole)
            return run_as_whole(connection, executed, record);
        run_in_pieces(connection, executed);
        record();
    } catch (const error& failed) {
        roll_back(connection);
        rethrow_for(owner, failed);
    } catch (...) {
        roll_back(connection);
        throw;
    }
}

}  // namespace tinyorm::migrations
