#include <tinyorm/query/assignment.hpp>

namespace tinyorm::query {

expression count_up_version(const schema::table_definition& table) {
    expression assignments;
    for (const auto& field : table.fields) {
        if (!field.column->is_row_version) continue;
        const expression version{*field.column};
        const expression one{parameter{value{i64{1}}}};
        assignments.append(
            combine(operation::assign, version, combine(operation::add, version, one))
        );
    }
    return assignments;
}

}  // namespace tinyorm::query
