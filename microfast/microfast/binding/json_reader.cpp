#include <microfast/binding/json_reader.hpp>
#include <microfast/binding/json_reading.hpp>

#include <string>

namespace microfast::binding {

bool read_json_value(
    const value_schema& schema,
    std::string_view document,
    void* target,
    field_errors& errors,
    const location& where
) {
    const auto faults_before = errors.size();
    json_reading reading(document, errors);
    auto& cursor = reading.cursor();
    if (reading.read(schema, target, where) && cursor.read_end()) {
        return errors.size() == faults_before;
    }
    errors.shrink(faults_before);
    errors.add(
        location(&where, cursor.position()),
        "json_invalid",
        std::string("JSON decode error: ") + cursor.fault(),
        {}
    );
    return false;
}

}  // namespace microfast::binding
