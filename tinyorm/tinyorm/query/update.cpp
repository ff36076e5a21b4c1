#include <tinyorm/query/update.hpp>

namespace tinyorm::query {

statement update_rows(const schema::table_definition& table) {
    statement update{.kind = statement_kind::update, .table = &table};
    update.assignments = count_up_version(table);
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
