#include <tinyorm/query/insert.hpp>

namespace tinyorm::query {

statement insert_rows(const schema::table_definition& table, schema::row_span rows) {
    statement insert{.kind = statement_kind::insert, .table = &table};
    const auto fields = schema::fields_to_insert(table, rows);
    insert.columns.reserve(fields.size());
    for (const auto* field : fields)
        insert.columns.push_back(field->column);
    insert.values.reserve(fields.size() * rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const auto* field : fields)
            insert.values.push_back(field->bind(rows[i]));
    }
    insert.row_count = rows.size();
    return insert;
}

expression take_excluded(const schema::column_definition& column) {
    return combine(
        operation::assign,
        expression{column},
        expression{operation::excluded, expression{column}, 1}
    );
}

}  // namespace tinyorm::query
