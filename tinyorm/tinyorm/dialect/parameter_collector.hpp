/// @file
/// The parameters of a statement, in the order of its placeholders.
/// Private header.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/query/statement.hpp>

#include <optional>
#include <vector>

namespace tinyorm::dialect {

/// Visits a statement in the order in which it is written.
class parameter_collector {
public:
    explicit parameter_collector(const sql_dialect& dialect) : dialect_(dialect) {}

    void add(const query::statement& statement);
    [[nodiscard]] std::vector<value> take() && { return std::move(collected_); }

private:
    void add_select(const query::statement& select);
    void add(const query::expression& tree);
    void add_around_queries(const query::expression& tree);
    void add(const query::parameter& given);
    void add(const std::optional<i64>& rows);

    const sql_dialect& dialect_;
    std::vector<value> collected_;
};

}  // namespace tinyorm::dialect
