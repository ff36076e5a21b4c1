/// @file
/// From a select to SQL text.
/// Private header.
#pragma once

#include <tinyorm/dialect/expression_writer.hpp>
#include <tinyorm/dialect/scope.hpp>
#include <tinyorm/dialect/sql_output.hpp>
#include <tinyorm/query/statement.hpp>

namespace tinyorm::dialect {

/// Writes one select, clause by clause, in the order in which `parameter_collector` visits them.
///
/// Lifetime: refers to output, select and the scope around it.
class select_writer {
public:
    select_writer(sql_output& output, const query::statement& select, const scope* outer);

    void write();

private:
    void write_common_tables();
    void write_core();
    void write_sources();
    void write_clause(std::string_view keyword, const query::expression& list, std::string_view by);
    void write_set_members();
    void write_member(const query::statement& member);
    [[nodiscard]] bool mixes_set_operations() const;
    void write_order();
    void write_order_by_position();
    void write_limits();
    void write_lock();
    void add_source(const query::source& from);

    sql_output& output_;
    const query::statement& select_;
    const scope scope_;
    expression_writer expressions_;
};

}  // namespace tinyorm::dialect
