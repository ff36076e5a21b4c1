#include <tinyorm/query/update.hpp>

namespace tinyorm::query {

namespace {

expression count_up(const schema::column_definition& version) {
    return combine(
        operation::assign,
        expression{version},
        combine(operation::add, expression{version}, expression{parameter{value{i64{1}}}})
    );
}

}  // namespace

statement update_rows(const schema::table_definition& table) {
    statement update{.kind = statement_kind::update, .table = &table};
    for (const auto& field : table.fields) {
        if (field.column->is_row_version) update.assignments.append(count_up(*field.column));
    }
    return update;
}

statement update_row(const schema::table_definition& table, const void* row) {
    auto update = update_rows(table);
    for (const auto& field : table.fields) {
        const auto& column = *field.column;
        const bool identifies = column.is_primary_key || column.is_row_version;
        (identifies ? update.conditions : update.assignments)
            .append(combine(
                identifies ? operation::equal : operation::assign,
                expression{column},
                expression{parameter{field.bind(row)}}
            ));
    }
    return update;
}

}  // namespace tinyorm::query
