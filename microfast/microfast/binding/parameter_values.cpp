#include <microfast/binding/parameter_values.hpp>
#include <microfast/binding/text_reader.hpp>

namespace microfast::binding {

bool takes_all_texts(const value_schema& schema) noexcept {
    if (schema.kind == value_kind::optional) return takes_all_texts(*schema.optional->value);
    return schema.kind == value_kind::sequence;
}

void read_texts(
    const value_schema& schema,
    const std::vector<std::string>& texts,
    void* target,
    field_errors& errors,
    const location& where
) {
    if (schema.kind == value_kind::optional) {
        const auto& shape = *schema.optional;
        return read_texts(*shape.value, texts, shape.emplace(target), errors, where);
    }
    const auto& shape = *schema.sequence;
    if (const auto* broken = find_broken_count(schema.constraints, texts.size())) {
        return errors.add(where, error_type_of(*broken), message_of(*broken), {});
    }
    const auto before = errors.size();
    shape.clear(target);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        void* element = shape.place(target, i);
        (void)read_text_value(*shape.element, texts[i], element, errors, location(&where, i));
    }
    if (errors.size() != before || shape.has_equal_elements == nullptr) return;
    if (shape.has_equal_elements(target)) {
        const constraint broken{constraint_kind::unique_items};
        errors.add(where, error_type_of(broken), message_of(broken), {});
    }
}

}  // namespace microfast::binding
