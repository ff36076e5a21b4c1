#include <tinyorm/core/error.hpp>
#include <tinyorm/dialect/expression_writer.hpp>
#include <tinyorm/dialect/renderer.hpp>

#include <string_view>

namespace tinyorm::dialect {

using query::conflict_action;
using query::row_lock;
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

/// Writes one statement, clause by clause, in the order `parameters_of` follows.
class statement_writer {
public:
    statement_writer(const sql_dialect& dialect, const query::statement& statement)
        : dialect_(dialect),
          statement_(statement),
          expressions_(dialect, *statement.table, sql_) {}

    std::string write() && {
        switch (statement_.kind) {
            case statement_kind::select: write_select(); break;
            case statement_kind::insert: write_insert(); break;
            case statement_kind::update: write_update(); break;
            case statement_kind::remove: write_remove(); break;
        }
        if (expressions_.parameter_count() > dialect_.parameter_limit()) {
            refuse(statement_, "too many parameters in one statement; insert_all has no limit");
        }
        return std::move(sql_);
    }

private:
    void write_select() {
        sql_ = statement_.is_distinct ? "SELECT DISTINCT " : "SELECT ";
        expressions_.write_list(statement_.results, ", ");
        sql_.append(" FROM ").append(quoted(statement_.table->name));
        write_conditions();
        if (!statement_.order.is_empty()) {
            sql_ += " ORDER BY ";
            expressions_.write_list(statement_.order, ", ");
        }
        write_limits();
        if (statement_.lock == row_lock::none) return;
        require(dialect_, feature::row_locks);
        sql_ += " FOR UPDATE";
        if (statement_.lock == row_lock::for_update_skip_locked) sql_ += " SKIP LOCKED";
    }

    void write_limits() {
        if (statement_.limit) {
            sql_ += " LIMIT ";
            expressions_.write_placeholder();
        } else if (statement_.offset && !dialect_.no_limit().empty()) {
            sql_.append(" LIMIT ").append(dialect_.no_limit());
        }
        if (statement_.offset) {
            sql_ += " OFFSET ";
            expressions_.write_placeholder();
        }
    }

    void write_insert() {
        sql_.append("INSERT INTO ").append(quoted(statement_.table->name));
        if (statement_.columns.empty()) {
            if (statement_.row_count > 1) refuse(statement_, "insert rows without values singly");
            sql_ += " DEFAULT VALUES";
        } else {
            sql_.append(" (").append(column_names(statement_.columns)).append(") VALUES ");
            write_values();
        }
        write_conflict();
        write_returning();
    }

    void write_values() {
        for (std::size_t row = 0; row < statement_.row_count; ++row) {
            sql_ += row == 0 ? "(" : ", (";
            for (std::size_t i = 0; i < statement_.columns.size(); ++i) {
                if (i > 0) sql_ += ", ";
                expressions_.write_placeholder();
            }
            sql_ += ")";
        }
    }

    void write_conflict() {
        if (statement_.on_conflict == conflict_action::fail) {
            if (!statement_.conflict_target.empty() || !statement_.assignments.is_empty()) {
                refuse(statement_, "on_conflict needs do_nothing or do_update");
            }
            return;
        }
        sql_ += " ON CONFLICT";
        if (!statement_.conflict_target.empty()) {
            sql_.append(" (").append(column_names(statement_.conflict_target)).append(")");
        }
        if (statement_.on_conflict == conflict_action::do_nothing) {
            sql_ += " DO NOTHING";
            return;
        }
        if (statement_.conflict_target.empty()) {
            refuse(statement_, "do_update needs the columns of on_conflict");
        }
        sql_ += " DO UPDATE SET ";
        write_assignments();
    }

    void write_update() {
        sql_.append("UPDATE ").append(quoted(statement_.table->name)).append(" SET ");
        write_assignments();
        expect_conditions("an update");
        write_conditions();
        write_returning();
    }

    void write_remove() {
        sql_.append("DELETE FROM ").append(quoted(statement_.table->name));
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
        sql_ += " WHERE ";
        expressions_.write_list(statement_.conditions, " AND ");
    }

    void write_returning() {
        if (statement_.results.is_empty()) return;
        sql_ += " RETURNING ";
        expressions_.write_list(statement_.results, ", ");
    }

    const sql_dialect& dialect_;
    const query::statement& statement_;
    std::string sql_;
    expression_writer expressions_;
};

/// Collects parameters of one statement.
class parameter_collector {
public:
    explicit parameter_collector(const sql_dialect& dialect) : dialect_(dialect) {}

    void add(const query::expression& tree) {
        for (const auto& given : tree.parameters()) {
            if (given.use == query::parameter_use::like_pattern) {
                const auto& pattern = std::get<std::string>(given.held.held());
                collected_.emplace_back(dialect_.to_pattern(pattern));
            } else {
                collected_.push_back(given.held);
            }
        }
    }
    void add(const std::optional<i64>& rows) {
        if (!rows) return;
        if (*rows < 0) {
            throw error{error_kind::value_out_of_range, "a limit or offset below 0"};
        }
        collected_.emplace_back(*rows);
    }
    void add(const std::vector<value>& values) {
        collected_.insert(collected_.end(), values.begin(), values.end());
    }
    std::vector<value> take() && { return std::move(collected_); }

private:
    const sql_dialect& dialect_;
    std::vector<value> collected_;
};

}  // namespace

std::string render(const sql_dialect& dialect, const query::statement& statement) {
    return statement_writer{dialect, statement}.write();
}

std::vector<value> parameters_of(const sql_dialect& dialect, const query::statement& statement) {
    parameter_collector parameters{dialect};
    if (statement.kind == statement_kind::select) parameters.add(statement.results);
    parameters.add(statement.values);
    parameters.add(statement.assignments);
    parameters.add(statement.conditions);
    parameters.add(statement.order);
    parameters.add(statement.limit);
    parameters.add(statement.offset);
    if (statement.kind != statement_kind::select) parameters.add(statement.results);
    return std::move(parameters).take();
}

}  // namespace tinyorm::dialect
