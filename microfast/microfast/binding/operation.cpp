#include <microfast/binding/json_writer.hpp>
#include <microfast/binding/operation.hpp>

#include <algorithm>
#include <utility>

namespace microfast::binding {

void operation_description::add(parameter_description added) {
    const auto same = [&added](const parameter_description& each) {
        return each.where == added.where && each.name == added.name;
    };
    const auto old = std::ranges::find_if(parameters, same);
    if (old == parameters.end()) return parameters.push_back(std::move(added));
    old->is_required = old->is_required || added.is_required;
}

void operation_description::add(form_field_description added) {
    if (std::ranges::find(form, added.name, &form_field_description::name) == form.end())
        form.push_back(std::move(added));
}

void operation_description::add(answer_description added) {
    answers.push_back(std::move(added));
}

void operation_description::add(security_description added) {
    const auto old = std::ranges::find(security, added.name, &security_description::name);
    if (old == security.end()) return security.push_back(added);
    old->is_required = old->is_required || added.is_required;
}

void describe_group(operation_description& into, place where, const value_schema& object) {
    const auto& shape = *object.object;
    const auto required = shape.required_members();
    for (std::size_t i = 0; i < shape.members.size(); ++i) {
        const auto& member = shape.members[i];
        const bool is_required = (required >> i & 1U) != 0;
        if (where == place::form) {
            into.add(form_field_description{std::string(member.name), member.value, is_required});
            continue;
        }
        parameter_description added{
            where, parameter_name(where, member.name), member.value, is_required};
        const bool has_default = !is_required && member.value->kind != value_kind::optional;
        if (has_default) {
            write_json_value(added.default_value, *member.value, member.locate(shape.defaults()));
        }
        into.add(std::move(added));
    }
}

}  // namespace microfast::binding
