#include <tinyorm/query/typed_query.hpp>

namespace tinyorm::query {

expression all_columns(const schema::table_definition& table) {
    expression list;
    for (const auto& field : table.fields)
        list.append(*field.column);
    return list;
}

}  // namespace tinyorm::query
