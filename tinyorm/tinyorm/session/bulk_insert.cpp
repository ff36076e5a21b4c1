#include <tinyorm/dialect/sql_dialect.hpp>
#include <tinyorm/session/bulk_insert.hpp>

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

namespace tinyorm {

namespace {

using field_list = std::vector<const schema::field_definition*>;

constexpr std::string_view staging_table = "tinyorm_staging";

// More parameters a statement no longer gain: the cost of stepping is spread over enough rows.
constexpr std::size_t parameters_per_statement = 256;

i64 copy_rows(
    driver::connection& connection,
    std::string_view table,
    const field_list& fields,
    schema::row_span rows
) {
    std::vector<std::string_view> columns;
    for (const auto* field : fields)
        columns.push_back(field->column->name);
    std::size_t next = 0;
    const auto add_rows = [&](driver::copy_buffer& buffer) {
        for (; next < rows.size() && !buffer.is_full(); ++next) {
            for (const auto* field : fields)
                buffer.add(field->bind(rows[next]));
            buffer.end_row();
        }
        return next < rows.size();
    };
    return connection.copy_in({table, columns}, add_rows);
}

i64 copy_through_staging(
    driver::connection& connection,
    std::string_view table,
    const field_list& fields,
    schema::row_span rows
) {
    std::string columns;
    for (const auto* field : fields) {
        if (!columns.empty()) columns += ", ";
        columns += dialect::quoted(field->column->name);
    }
    const auto target = dialect::quoted(table);
    const auto staging = dialect::quoted(staging_table);
    connection.execute_script(
        "CREATE TEMPORARY TABLE " + staging + " ON COMMIT DROP AS SELECT " + columns + " FROM " +
        target + " WITH NO DATA"
    );
    copy_rows(connection, staging_table, fields, rows);
    const auto move = "INSERT INTO " + target + " (" + columns + ") SELECT " + columns + " FROM " +
                      staging + " ON CONFLICT DO NOTHING";
    const auto inserted =
        connection.execute({move, driver::statement_reuse::once}, {})->affected_rows();
    connection.execute_script("DROP TABLE " + staging);
    return inserted;
}

/// Statements of as many rows as fit, then of ever halved numbers of rows: few shapes to prepare.
i64 insert_rows_prepared(
    driver::connection& connection,
    shape_cache& shapes,
    const field_list& fields,
    query::statement insert,
    schema::row_span rows
) {
    for (const auto* field : fields)
        insert.columns.push_back(field->column);
    const auto largest = std::bit_floor(
        std::max<std::size_t>(parameters_per_statement / std::max<std::size_t>(fields.size(), 1), 1)
    );
    i64 inserted = 0;
    std::vector<value> values;
    for (std::size_t next = 0; next < rows.size(); next += insert.row_count) {
        insert.row_count = std::min(largest, std::bit_floor(rows.size() - next));
        if (fields.empty()) insert.row_count = 1;
        const auto text = shapes.text_of(insert);
        values.clear();
        for (std::size_t i = next; i < next + insert.row_count; ++i) {
            for (const auto* field : fields)
                values.push_back(field->bind(rows[i]));
        }
        inserted += connection.execute(*text, values)->affected_rows();
    }
    return inserted;
}

}  // namespace

i64 insert_in_bulk(
    driver::connection& connection,
    shape_cache& shapes,
    const schema::table_definition& table,
    schema::row_span rows,
    conflict_policy policy
) {
    if (rows.size() == 0) return 0;
    const auto fields = schema::fields_to_insert(table, rows);
    const bool ignores = policy == conflict_policy::do_nothing;
    if (connection.dialect() == dialect_kind::postgres && !fields.empty()) {
        return ignores ? copy_through_staging(connection, table.name, fields, rows)
                       : copy_rows(connection, table.name, fields, rows);
    }
    query::statement insert{.kind = query::statement_kind::insert, .table = &table};
    if (ignores) insert.on_conflict = query::conflict_action::do_nothing;
    return insert_rows_prepared(connection, shapes, fields, std::move(insert), rows);
}

}  // namespace tinyorm
