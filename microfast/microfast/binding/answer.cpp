#include <microfast/binding/answer.hpp>

namespace microfast::binding {

void write_json_answer(http::response& answer, const value_schema& schema, const void* value) {
    write_json_value(answer.begin_json(), schema, value);
}

}  // namespace microfast::binding
