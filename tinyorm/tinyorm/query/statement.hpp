/// @file
/// A whole statement as data.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/query/expression.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tinyorm::query {

enum class statement_kind : std::uint8_t { select, insert, update, remove };

/// What an insert does with a row whose key exists already.
enum class conflict_action : std::uint8_t { fail, do_nothing, do_update };

/// What a select does with the rows it finds until the transaction ends.
enum class row_lock : std::uint8_t { none, for_update, for_update_skip_locked, for_update_no_wait };

enum class join_kind : std::uint8_t { inner, left, right, full, cross };

enum class set_operation : std::uint8_t { unite, unite_all, intersect, except };

using column_list = std::vector<const schema::column_definition*>;

/// Where rows come from: a table, perhaps under another name, or a common table expression.
struct source {
    const schema::table_definition* table = nullptr;  ///< null: a common table expression
    const char* name = nullptr;                       ///< null: the table's own name

    [[nodiscard]] std::string_view shown_name() const noexcept {
        return name != nullptr ? std::string_view{name} : table->name;
    }
};

struct joined_source {
    join_kind kind;
    source from;
    expression on{};
};

/// A select under a name, WITH which a statement begins.
struct common_table {
    const char* name;
    std::shared_ptr<const statement> query;
    bool is_recursive = false;
};

/// A select whose rows are put together with those of another.
struct set_member {
    set_operation how;
    std::shared_ptr<const statement> query;
};

/// A select, insert, update or remove; which members it uses depends on its kind.
struct statement {
    statement_kind kind = statement_kind::select;
    const schema::table_definition* table = nullptr;  ///< null: a select from a common table
    const char* source_name = nullptr;                ///< as in `source`
    expression results{};      ///< what is selected or returned, one after the other
    expression conditions{};   ///< all of them must hold
    expression assignments{};  ///< of an update, or of an insert's conflict
    expression order{};
    std::optional<i64> limit{};
    std::optional<i64> offset{};
    bool is_distinct = false;
    bool covers_every_row = false;  ///< an update or remove without condition is meant
    row_lock lock = row_lock::none;
    std::vector<common_table> common_tables{};
    std::vector<joined_source> joins{};
    expression groups{};
    expression group_conditions{};  ///< HAVING: all of them must hold
    std::vector<set_member> set_members{};
    column_list columns{};        ///< of an insert
    std::vector<value> values{};  ///< of an insert, row after row
    std::size_t row_count = 0;    ///< of an insert
    conflict_action on_conflict = conflict_action::fail;
    column_list conflict_target{};

    [[nodiscard]] source from() const noexcept { return {table, source_name}; }
};

}  // namespace tinyorm::query
