#include <tinyorm/dialect/create_table.hpp>
#include <tinyorm/dialect/placeholders.hpp>
#include <tinyorm/dialect/renderer.hpp>
#include <tinyorm/session/session.hpp>
#include <tinyorm/session/transaction.hpp>

#include <algorithm>

namespace tinyorm {

namespace {

// Savepoints of one name nest: each name stands for its newest savepoint.
constexpr std::string_view savepoint_name = "tinyorm";

}  // namespace

const session_policy session::default_policy;

session::savepoint_guard::savepoint_guard(session& within) : within_(within) {
    within_.flush();
    within_.connection_.savepoint(savepoint_name);
    within_.open_savepoint();
}

session::savepoint_guard::~savepoint_guard() {
    if (is_kept_) return;
    within_.undo_savepoint();
    try {
        within_.connection_.rollback_to(savepoint_name);
        within_.connection_.release(savepoint_name);
    } catch (const error&) {
        // The session broke, or an error ended the whole transaction: nothing is left to undo, and
        // the error on its way to the caller says why.
    }
}

void session::savepoint_guard::keep() {
    within_.flush();
    within_.connection_.release(savepoint_name);
    within_.keep_savepoint();
    is_kept_ = true;
}

void session::refuse_missing_row() {
    throw error{error_kind::no_rows, "one row was expected, the query gave none"};
}

void session::refuse_second_row() {
    throw error{error_kind::too_many_rows, "one row was expected, the query gave more"};
}

query::statement session::limited_to_first(query::statement statement) {
    if (statement.kind == query::statement_kind::select) {
        statement.limit = std::min(statement.limit.value_or(1), i64{1});
    }
    return statement;
}

void session::run(
    const query::statement& statement, const row_consumer& consume, const origin* where
) {
    flush();
    run_unflushed(statement, consume, where);
}

i64 session::run_unflushed(
    const query::statement& statement, const row_consumer& consume, const origin* where
) {
    if (statement.kind == query::statement_kind::insert && statement.row_count == 0) return 0;
    const auto text = shapes_.text_of(statement);
    if (where != nullptr) repeated().count(*text, *where);
    const auto parameters = dialect::parameters_of(shapes_.dialect(), statement);
    const auto result = connection_.execute(*text, parameters);
    if (!consume) return result->affected_rows();
    for (auto cells = result->next_row(); !cells.empty(); cells = result->next_row()) {
        if (!consume(cells)) break;
    }
    return result->affected_rows();
}

i64 session::execute(const query::statement& statement) {
    flush();
    forget_related();
    return run_unflushed(statement, {}, nullptr);
}

i64 session::run_sql(
    std::string_view sql, const std::vector<value>& parameters, const row_consumer& consume
) {
    flush();
    forget_related();
    const auto text = dialect::number_placeholders(shapes_.dialect(), sql);
    const auto result = connection_.execute(text, parameters);
    for (auto cells = result->next_row(); !cells.empty(); cells = result->next_row()) {
        if (consume && !consume(cells)) break;
    }
    return result->affected_rows();
}

i64 session::insert_rows(
    const schema::table_definition& table, schema::row_span rows, conflict_policy policy
) {
    if (connection_.in_transaction()) {
        flush();
        forget_related();
        return insert_in_bulk(connection_, shapes_, table, rows, policy);
    }
    i64 inserted = 0;
    run_in_transaction(connection_, shapes_, {.retry = {.attempts = 1}}, [&](session& within) {
        inserted = within.insert_rows(table, rows, policy);
    });
    return inserted;
}

void session::create_table(const schema::table_definition& table) {
    connection_.execute_script(dialect::create_table(shapes_.dialect(), table));
}

}  // namespace tinyorm
