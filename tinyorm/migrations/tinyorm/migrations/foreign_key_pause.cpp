#include <tinyorm/core/cell.hpp>
#include <tinyorm/core/error.hpp>
#include <tinyorm/migrations/foreign_key_pause.hpp>

#include <string>
#include <utility>

namespace tinyorm::migrations {
namespace {

bool enforces_foreign_keys(driver::connection& connection) {
    const auto rows = connection.execute("SELECT foreign_keys FROM pragma_foreign_keys");
    i64 enforced = 0;
    decode(rows->next_row()[0], enforced);
    return enforced != 0;
}

}  // namespace

foreign_key_pause::foreign_key_pause(driver::connection& connection)
    : connection_(connection),
      is_active_(
          connection.dialect() == dialect_kind::sqlite && enforces_foreign_keys(connection)
      ) {
    if (is_active_) connection_.execute_script("PRAGMA foreign_keys = OFF");
}

foreign_key_pause::~foreign_key_pause() {
    try {
        end();
    } catch (const error&) {  // the session is gone or cancelled; the error that led here says why
        connection_.condemn();
    }
}

void foreign_key_pause::check() const {
    if (!is_active_) return;
    const auto rows = connection_.execute(
        {"SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1",
         driver::statement_reuse::once},
        {}
    );
    const auto row = rows->next_row();
    if (row.empty()) return;
    error_context context;
    std::string parent;
    decode(row[0], context.table);
    decode(row[1], parent);
    const auto message = "table " + context.table + " holds a row that refers to a row of " +
                         parent + " which does not exist";
    throw error(error_kind::foreign_key_violation, message, std::move(context));
}

void foreign_key_pause::end() {
    if (!is_active_) return;
    connection_.execute_script("PRAGMA foreign_keys = ON");
    if (!enforces_foreign_keys(connection_)) {
        throw error(
            error_kind::invalid_query, "foreign keys cannot be enforced again within a transaction"
        );
    }
    is_active_ = false;
}

}  // namespace tinyorm::migrations
