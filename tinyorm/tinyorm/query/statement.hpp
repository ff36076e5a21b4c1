/// @file
/// A whole statement as data, and its shape: what it has in common with others of the same SQL
/// text.
#pragma once

#include <tinyorm/core/value.hpp>
#include <tinyorm/query/expression.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tinyorm::query {

enum class statement_kind : std::uint8_t { select, insert, update, remove };

/// What an insert does with a row whose key exists already.
enum class conflict_action : std::uint8_t { fail, do_nothing, do_update };

/// What a select does with the rows it finds until the transaction ends.
enum class row_lock : std::uint8_t { none, for_update, for_update_skip_locked };

using column_list = std::vector<const schema::column_definition*>;

/// A select, insert, update or remove; which members it uses depends on its kind.
struct statement {
    statement_kind kind = statement_kind::select;
    const schema::table_definition* table = nullptr;
    expression results{};      ///< what is selected or returned, one after the other
    expression conditions{};   ///< all of them must hold
    expression assignments{};  ///< of an update, or of an insert's conflict
    expression order{};
    std::optional<i64> limit{};
    std::optional<i64> offset{};
    bool is_distinct = false;
    bool covers_every_row = false;  ///< an update or remove without condition is meant
    row_lock lock = row_lock::none;
    column_list columns{};        ///< of an insert
    std::vector<value> values{};  ///< of an insert, row after row
    std::size_t row_count = 0;    ///< of an insert
    conflict_action on_conflict = conflict_action::fail;
    column_list conflict_target{};
};

/// Two statements of the same shape have the same SQL text; they differ in parameters only.
class statement_shape {
public:
    explicit statement_shape(const statement& of);

    [[nodiscard]] std::size_t hash() const noexcept { return hash_; }
    friend bool operator==(const statement_shape& left, const statement_shape& right) {
        return left.words_ == right.words_;
    }

private:
    std::vector<std::uint64_t> words_;
    std::size_t hash_;
};

}  // namespace tinyorm::query
