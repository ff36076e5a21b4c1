#include <tinyorm/core/error.hpp>
#include <tinyorm/query/update.hpp>
#include <tinyorm/session/row_writer.hpp>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

namespace tinyorm {
namespace {

using field_list = row_writer::field_list;
using value_list = std::vector<value>;

constexpr std::size_t parameters_per_statement = 1'024;

query::expression is_equal(const schema::field_definition& field, const void* row) {
    return query::combine(
        query::operation::equal,
        query::expression{*field.column},
        query::expression{query::parameter{field.bind(row)}}
    );
}

// Decodes each returned row into a scratch one, since cells are gone with the next row.
class returned_rows {
public:
    returned_rows(std::shared_ptr<void> scratch, const field_list& fields)
        : scratch_(std::move(scratch)),
          fields_(fields) {}

    void add(std::span<const cell> cells) {
        auto& row = rows_.emplace_back();
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            fields_[i]->decode(cells[i], scratch_.get());
            row.push_back(fields_[i]->bind(scratch_.get()));
        }
    }
    [[nodiscard]] std::vector<value_list> take() { return std::move(rows_); }

private:
    std::shared_ptr<void> scratch_;
    const field_list& fields_;
    std::vector<value_list> rows_;
};

// No database promises an order of what it returns, but all number rows in the order they were
// given.
void sort_by_number(std::vector<value_list>& rows, std::size_t column) {
    std::ranges::sort(rows, {}, [column](const value_list& row) {
        return std::get<i64>(row[column].held());
    });
}

// Rows whose keys were given are found by them, which stand behind the first `left` values.
void sort_by_key(
    std::vector<value_list>& rows, std::span<tracked* const> objects, std::size_t left
) {
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto key = key_of(objects[i]->table(), objects[i]->row());
        const auto own = std::find_if(
            rows.begin() + static_cast<std::ptrdiff_t>(i),
            rows.end(),
            [&](const value_list& row) {
                return std::equal(
                    key.begin(), key.end(), row.begin() + static_cast<std::ptrdiff_t>(left)
                );
            }
        );
        if (own != rows.end()) std::swap(rows[i], *own);
    }
}

[[noreturn]] void refuse_count(const schema::table_definition& table) {
    throw error{
        error_kind::database_failure,
        "the database did not insert every row into " + std::string{table.name} +
            ": has it a trigger or rule that keeps some out?"};
}

}  // namespace

row_writer::field_list row_writer::fields_left_to_database(const tracked& object) {
    field_list left;
    for (const auto& field : object.table().fields) {
        if (is_left_to_database(field, object.row())) left.push_back(&field);
    }
    return left;
}

void row_writer::insert(std::span<tracked* const> objects) {
    const auto left = fields_left_to_database(*objects.front());
    field_list given;
    for (const auto& field : objects.front()->table().fields) {
        if (std::ranges::find(left, &field) == left.end()) given.push_back(&field);
    }
    const auto most = given.empty()
                          ? std::size_t{1}
                          : std::max<std::size_t>(parameters_per_statement / given.size(), 1);
    while (!objects.empty()) {
        const auto size = std::min(std::bit_floor(most), std::bit_floor(objects.size()));
        insert_part(objects.first(size), given, left);
        objects = objects.subspan(size);
    }
}

void row_writer::insert_part(
    std::span<tracked* const> objects, const field_list& given, const field_list& left
) {
    const auto& table = objects.front()->table();
    query::statement insert{.kind = query::statement_kind::insert, .table = &table};
    for (const auto* field : given)
        insert.columns.push_back(field->column);
    for (const auto* object : objects) {
        for (const auto* field : given)
            insert.values.push_back(field->bind(object->row()));
    }
    insert.row_count = objects.size();
    auto returned = left;
    for (const auto& field : table.fields) {
        if (!left.empty() && field.column->is_primary_key) returned.push_back(&field);
    }
    for (const auto* field : returned)
        insert.results.append(*field->column);

    returned_rows reading{objects.front()->type_.copy(objects.front()->row()), returned};
    const auto inserted = run_(insert, [&reading](std::span<const cell> cells) {
        reading.add(cells);
        return true;
    });
    auto rows = reading.take();
    if ((left.empty() ? static_cast<std::size_t>(inserted) : rows.size()) != objects.size())
        refuse_count(table);
    const auto number = std::ranges::find_if(left, [](const auto* field) {
        return field->column->is_autoincrement;
    });
    if (number != left.end()) {
        sort_by_number(rows, static_cast<std::size_t>(number - left.begin()));
    } else if (!left.empty()) {
        sort_by_key(rows, objects, left.size());
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < left.size(); ++j)
            set_field(*left[j], objects[i]->row(), rows[i][j]);
    }
}

void row_writer::update(tracked& object) {
    auto update = query::update_rows(object.table());
    for (const auto* field : object.changed_fields()) {
        if (field->column->is_primary_key) {
            throw error{
                error_kind::invalid_query,
                described(object.table(), object.key()) +
                    ": the primary key of a row does not change: remove it and create another"};
        }
        if (field->column->is_row_version) continue;
        update.assignments.append(query::combine(
            query::operation::assign,
            query::expression{*field->column},
            query::expression{query::parameter{field->bind(object.row())}}
        ));
    }
    execute_on_one(std::move(update), object);
    if (const auto* const version = version_of(object.table())) {
        const auto before = std::get<i64>(version->bind(object.written()).held());
        set_field(*version, object.row(), value{before + 1});
    }
}

void row_writer::remove(tracked& object) {
    execute_on_one({.kind = query::statement_kind::remove, .table = &object.table()}, object);
}

void row_writer::execute_on_one(query::statement statement, const tracked& object) {
    for (const auto& field : object.table().fields) {
        if (field.column->is_primary_key || field.column->is_row_version)
            statement.conditions.append(is_equal(field, object.written()));
    }
    if (run_(statement, {}) == 1) return;
    auto message = described(object.table(), object.key());
    if (const auto* const version = version_of(object.table())) {
        const auto read = std::get<i64>(version->bind(object.written()).held());
        message += " was changed or removed by somebody else since its version " +
                   std::to_string(read) + " was read";
    } else {
        message += " was removed by somebody else since it was read";
    }
    throw error{error_kind::stale_row, message, {.table = std::string{object.table().name}}};
}

}  // namespace tinyorm
