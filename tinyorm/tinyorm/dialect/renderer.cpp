#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/expression_writer.hpp>
#include <tinyorm/dialect/parameter_collector.hpp>
#include <tinyorm/dialect/renderer.hpp>
#include <tinyorm/dialect/select_writer.hpp>

#include <string_view>

namespace tinyorm::dialect {

using query::conflict_action;
using query::statement_kind;

namespace {

[[noreturn]] void refuse(const query::statement& statement, std::string_view reason) {
    throw error{
        error_kind::invalid_query, std::string{statement.table->name} + ": " + std::string{reason}};
}

std::string column_names(const query::column_list& columns) {
    std::string list;
    for (const auto* column : columns) {
        if (!list.empty()) list += ", ";
        list += quoted(column->name);
    }
    return list;
}

/// Writes one insert, update or remove, clause by clause, in the order in which
/// `parameter_collector` visits them.
class change_writer {
public:
    change_writer(sql_output& output, const query::statement& statement)
        : output_(output),
          statement_(statement),
          scope_(statement),
          expressions_(output, scope_) {}

    void write() {
        switch (statement_.kind) {
            case statement_kind::insert: return write_insert();
            case statement_kind::update: return write_update();
            case statement_kind::remove: return write_remove();
            case statement_kind::select: return;  // written by select_writer
        }
    }

private:
    void write_insert() {
        output_ << "INSERT INTO " << quoted(statement_.table->name);
        if (statement_.columns.empty()) {
            if (statement_.row_count > 1) refuse(statement_, "insert rows without values singly");
            output_ << " DEFAULT VALUES";
        } else {
            output_ << " (" << column_names(statement_.columns) << ") VALUES ";
            write_values();
        }
        write_conflict();
        write_returning();
    }

    void write_values() {
        for (std::size_t row = 0; row < statement_.row_count; ++row) {
            output_ << (row == 0 ? "(" : ", (");
            for (std::size_t i = 0; i < statement_.columns.size(); ++i) {
                if (i > 0) output_ << ", ";
                output_.add_placeholder();
            }
            output_ << ")";
        }
    }

    void write_conflict() {
        if (statement_.on_conflict == conflict_action::fail) {
            if (!statement_.conflict_target.empty() || !statement_.assignments.is_empty()) {
                refuse(statement_, "on_conflict needs do_nothing or do_update");
            }
            return;
        }
        output_ << " ON CONFLICT";
        if (!statement_.conflict_target.empty()) {
            output_ << " (" << column_names(statement_.conflict_target) << ")";
        }
        if (statement_.on_conflict == conflict_action::do_nothing) {
            output_ << " DO NOTHING";
            return;
        }
        if (statement_.conflict_target.empty()) {
            refuse(statement_, "do_update needs the columns of on_conflict");
        }
        output_ << " DO UPDATE SET ";
        write_assignments();
    }

    void write_update() {
        output_ << "UPDATE " << quoted(statement_.table->name) << " SET ";
        write_assignments();
        expect_conditions("an update");
        write_conditions();
        write_returning();
    }

    void write_remove() {
        output_ << "DELETE FROM " << quoted(statement_.table->name);
        expect_conditions("a remove");
        write_conditions();
        write_returning();
    }

    void write_assignments() {
        if (statement_.assignments.is_empty()) refuse(statement_, "an update sets no column");
        expressions_.write_list(statement_.assignments, ", ");
    }

    void expect_conditions(std::string_view what) {
        if (!statement_.conditions.is_empty() || statement_.covers_every_row) return;
        refuse(statement_, std::string{what} + " without where must say every_row()");
    }

    void write_conditions() {
        if (statement_.conditions.is_empty()) return;
        output_ << " WHERE ";
        expressions_.write_list(statement_.conditions, " AND ");
    }

    void write_returning() {
        if (statement_.results.is_empty()) return;
        output_ << " RETURNING ";
        expressions_.write_list(statement_.results, ", ");
    }

    sql_output& output_;
    const query::statement& statement_;
    const scope scope_;
    expression_writer expressions_;
};

}  // namespace

std::string render(const sql_dialect& dialect, const query::statement& statement) {
    sql_output output{dialect};
    if (statement.kind == statement_kind::select) {
        select_writer{output, statement, nullptr}.write();
    } else {
        change_writer{output, statement}.write();
    }
    if (output.parameters > dialect.parameter_limit()) {
        throw error{
            error_kind::invalid_query,
            std::string{statement.from().shown_name()} +
                ": too many parameters in one statement; insert_all has no limit"};
    }
    return std::move(output.text);
}

std::vector<value> parameters_of(const sql_dialect& dialect, const query::statement& statement) {
    parameter_collector parameters{dialect};
    parameters.add(statement);
    return std::move(parameters).take();
}

}  // namespace tinyorm::dialect
